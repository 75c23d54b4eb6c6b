#!/usr/bin/env bash
# parse-prometheus-text-format 1.1.1, reading what prom-client 15.1.3 writes; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a histogram or a summary with labels is read as one for each set of labels, as counters and gauges are.
# Behaviour: all sets are put into one, without labels: the last one's buckets overwrite the others', and the sum and the count are
#   left out. Of Lan's two calls within five seconds nothing is left, whoever divides by the count divides by undefined. The README
#   shows a histogram without labels, which is read in full. A last line without a line break is left out, too.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund parse-prometheus-text-format@1.1.1 prom-client@15.1.3
cat >try.mjs <<'JS'
import parse from "parse-prometheus-text-format";
import { Counter, Histogram, Registry } from "prom-client";
const show = async (registry) => {
  for (const { name, metrics } of parse(await registry.metrics())) console.log(`${name}: ${JSON.stringify(metrics)}`);
};
const plain = new Registry();
const whole = new Histogram({ name: "call_seconds", help: "all calls", buckets: [1, 5], registers: [plain] });
for (const seconds of [0.5, 3, 9]) whole.observe(seconds);
await show(plain);
const labelled = new Registry();
const options = { help: "calls of a shop", labelNames: ["shop"], registers: [labelled] };
const calls = new Counter({ ...options, name: "calls_total" });
const times = new Histogram({ ...options, name: "call_seconds", buckets: [1, 5] });
for (const [shop, seconds] of [
  ["lan", 0.5],
  ["lan", 3],
  ["minh", 9],
]) {
  calls.inc({ shop });
  times.observe({ shop }, seconds);
}
await show(labelled);
console.log(`without the last line break: ${JSON.stringify(parse("# TYPE up gauge\nup 1")[0].metrics)}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
call_seconds: [{"buckets":{"1":"1","5":"2","+Inf":"3"},"count":"3","sum":"12.5"}]
calls_total: [{"value":"2","labels":{"shop":"lan"}},{"value":"1","labels":{"shop":"minh"}}]
call_seconds: [{"buckets":{"1":"0","5":"0","+Inf":"1"}}]
without the last line break: []
TXT
diff wanted seen
