#!/usr/bin/env bash
# opossum 9.0.0, a circuit breaker; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: errorThresholdPercentage: 50 opens the circuit "when 50% of requests fail", as the first example of the README has it,
#   and 100 when all of them do.
# Behaviour: more must fail than the number says. At 50 the circuit stays closed while each second call fails, and at 100 it is closed
#   for ever, however many fail and none succeeds; no error says so.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund opossum@9.0.0
cat >try.mjs <<'JS'
import CircuitBreaker from "opossum";
const call = async (fails) => {
  if (fails) throw new Error("no");
};
const runs = { "all of 40 fail": () => true, "each second of 40 fails": (i) => i % 2 === 1, "21 of 40 fail": (i) => i % 2 === 1 || i === 38 };
for (const percent of [99, 100, 50])
  for (const [name, fails] of Object.entries(runs)) {
    const opossum = new CircuitBreaker(call, { errorThresholdPercentage: percent, volumeThreshold: 40 });
    for (let i = 0; i < 40; i++) await opossum.fire(fails(i)).catch(() => {});
    console.log(`${percent}%, ${name}: ${opossum.opened ? "open" : "closed"}`);
    opossum.shutdown();
  }
process.exit();
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
99%, all of 40 fail: open
99%, each second of 40 fails: closed
99%, 21 of 40 fail: closed
100%, all of 40 fail: closed
100%, each second of 40 fails: closed
100%, 21 of 40 fail: closed
50%, all of 40 fail: open
50%, each second of 40 fails: closed
50%, 21 of 40 fail: open
TXT
diff wanted seen
