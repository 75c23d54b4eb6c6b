#!/usr/bin/env bash
# rate-limiter-flexible 11.4.0, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: RateLimiterMemory with a duration of 30 days is a quota of a month, as one of 24 days is of 24; or it is
#   refused.
# Behaviour: above 24.8 days each key is forgotten after a millisecond, so nobody ever uses up his month. So is a penalty by
#   block() or blockDuration. The answers say otherwise: consume() tells of 30 days until the reset. Node warns on standard
#   error of a timer that is too long and does not say whose.
# Seen: the lines below: points that are counted a moment after two were used.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund rate-limiter-flexible@11.4.0
cat >try.mjs <<'JS'
import { setTimeout } from "node:timers/promises";
import { RateLimiterMemory } from "rate-limiter-flexible";
const DAY = 86_400;
for (const days of [1, 24, 25, 30, 365]) {
  const quota = new RateLimiterMemory({ points: 2, duration: days * DAY });
  const { msBeforeNext } = await quota.consume("lan", 2);
  const strict = new RateLimiterMemory({ points: 2, duration: 60 });
  await strict.block("lan", days * DAY);
  await setTimeout(50);
  const counted = (await quota.get("lan"))?.consumedPoints ?? "nothing";
  const blocked = (await strict.get("lan")) !== null;
  console.log(`${days} days: reset in ${Math.round(msBeforeNext / 1000 / DAY)} days, counted ${counted}, blocked ${blocked}`);
}
process.exit();
JS
node --no-warnings try.mjs | tee seen
cat >wanted <<'TXT'
1 days: reset in 1 days, counted 2, blocked true
24 days: reset in 24 days, counted 2, blocked true
25 days: reset in 25 days, counted nothing, blocked false
30 days: reset in 30 days, counted nothing, blocked false
365 days: reset in 365 days, counted nothing, blocked false
TXT
diff wanted seen
