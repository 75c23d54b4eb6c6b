#!/usr/bin/env bash
# opossum 9.0.0, a circuit breaker; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: errorThresholdPercentage: 50 opens the circuit "when 50% of requests fail", as the first example of the README has it,
#   and 100 when all of them do; "cache" gives the answer again to whoever asks the same.
# Behaviour: more must fail than the number says. At 50 the circuit stays closed while each second call fails, and at 100 it is closed
#   for ever, however many fail and none succeeds; no error says so. The cache, and "coalesce" with it, knows a call by the JSON
#   of its arguments: a Map, a Set or a Headers is {} whatever is in it, so that one customer gets another's answer.
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
for (const option of ["cache", "coalesce"]) {
  const breaker = new CircuitBreaker(async (headers) => headers.get("customer"), { [option]: true });
  const asked = ["17", "18"].map((customer) => breaker.fire(new Headers({ customer })));
  console.log(`${option}: customers 17 and 18 get ${(await Promise.all(asked)).join(" and ")}`);
  console.log(`${option}: customer 19 gets ${await breaker.fire(new Map([["customer", "19"]]))}`);
  breaker.shutdown();
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
cache: customers 17 and 18 get 17 and 18
cache: customer 19 gets 18
coalesce: customers 17 and 18 get 17 and 17
coalesce: customer 19 gets 17
TXT
diff wanted seen
