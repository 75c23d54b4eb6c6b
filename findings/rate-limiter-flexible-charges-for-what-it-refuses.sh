#!/usr/bin/env bash
# rate-limiter-flexible 11.4.0, with limiter 4.1.0 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: what is refused has cost nothing: with 2 of 10 points left, a call of 5 is refused and a call of 2 is not; and of two
#   limits in a union, ten a second and a thousand a day, the day is not charged for what the second refuses.
# Behaviour: consume() takes the points first and refuses then. After one call that was too heavy nobody gets the 2 points that were
#   there. RateLimiterUnion has each of its limiters pay, whichever refuses: who knocks too fast for a minute has used up his day
#   without one call. A token bucket beside it keeps what is there.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund rate-limiter-flexible@11.4.0 limiter@4.1.0
cat >try.mjs <<'JS'
import { TokenBucket } from "limiter";
import { RateLimiterMemory, RateLimiterUnion } from "rate-limiter-flexible";
const asked = async (ask, weights) => {
  const seen = [];
  for (const weight of weights) seen.push(`${weight} ${(await ask(weight)) ? "taken" : "refused"}`);
  return seen.join(", ");
};
const window = new RateLimiterMemory({ points: 10, duration: 3600 });
const bucket = new TokenBucket({ bucketSize: 10, tokensPerInterval: 10, interval: 3_600_000 });
bucket.content = 10;
const weights = [8, 5, 2];
console.log(`rate-limiter-flexible: ${await asked((points) => window.consume("lan", points).then(() => true, () => false), weights)}`);
console.log(`limiter: ${await asked((tokens) => bucket.tryRemoveTokens(tokens), weights)}`);
const short = new RateLimiterMemory({ keyPrefix: "short", points: 2, duration: 3600 });
const day = new RateLimiterMemory({ keyPrefix: "day", points: 100, duration: 86_400 });
const union = new RateLimiterUnion(short, day);
let taken = 0;
for (let call = 0; call < 50; call += 1) taken += await union.consume("lan").then(() => 1, () => 0);
console.log(`union: ${taken} of 50 taken, ${(await day.get("lan")).consumedPoints} of the day's 100 used`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
rate-limiter-flexible: 8 taken, 5 refused, 2 refused
limiter: 8 taken, 5 refused, 2 taken
union: 2 of 50 taken, 50 of the day's 100 used
TXT
diff wanted seen
