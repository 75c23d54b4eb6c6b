#!/usr/bin/env bash
# node:test of Node 20.20.2 and 24.21.0, with @sinonjs/fake-timers 15.5.0 beside it; seen 2026-11-29.
# Likely guess: mock.timers.tick(1000) lets a second pass as the clocks of Sinon, Jest and Vitest do: each timer rings at its time, and
#   Date.now() tells that time.
# Behaviour: the clock is put to the end first. Whatever rings on the way sees the end in Date.now(), and a timer that it sets counts
#   from there: of a task that sets itself again after each 100 ms, or of a chain of retries, one pass happens in the second and not
#   ten. An interval rings four times in the same moment. Ten ticks of 100 ms give what one of 1000 does not.
# Seen: the lines below: when each rang.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund @sinonjs/fake-timers@15.5.0 \
  node-20@npm:node@20.20.2 node-24@npm:node@24.21.0
cat >try.mjs <<'JS'
import { mock } from "node:test";
import FakeTimers from "@sinonjs/fake-timers";
function rung(pass) {
  const start = Date.now();
  const seen = { chain: [], interval: [] };
  const again = () => {
    seen.chain.push(Date.now() - start);
    if (seen.chain.length < 10) setTimeout(again, 100);
  };
  setTimeout(again, 100);
  const interval = setInterval(() => seen.interval.push(Date.now() - start), 250);
  pass();
  clearInterval(interval);
  return `chain ${seen.chain.join(" ")}, interval ${seen.interval.join(" ")}`;
}
function node(name, pass) {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  console.log(`node:test, ${name}: ${rung(pass)}`);
  mock.timers.reset();
}
const clock = FakeTimers.install({ now: 0 });
console.log(`Sinon, tick(1000): ${rung(() => clock.tick(1000))}`);
clock.uninstall();
node("tick(1000)", () => mock.timers.tick(1000));
node("tick(100) ten times", () => {
  for (let i = 0; i < 10; i++) mock.timers.tick(100);
});
JS
cat >wanted <<'TXT'
Sinon, tick(1000): chain 100 200 300 400 500 600 700 800 900 1000, interval 250 500 750 1000
node:test, tick(1000): chain 1000, interval 1000 1000 1000 1000
node:test, tick(100) ten times: chain 100 200 300 400 500 600 700 800 900 1000, interval 300 500 800 1000
TXT
for version in 20 24; do
  "node_modules/node-$version/bin/node" --no-warnings try.mjs | tee seen
  diff wanted seen
done
