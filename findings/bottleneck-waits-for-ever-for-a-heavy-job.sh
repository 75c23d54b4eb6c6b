#!/usr/bin/env bash
# bottleneck 2.19.5, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a job whose weight can never fit is refused, as it is with maxConcurrent: "Impossible to add a job having a
#   weight of 3".
# Behaviour: with a reservoir it is taken in and waits for ever, also when the reservoir is filled up again and again to less
#   than the weight. Every job behind it waits with it, whatever is left for them; only one of a higher priority goes past.
#   No error, no event: the program looks idle.
# Seen: the lines below, half a second or more after the jobs were added.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund bottleneck@2.19.5
cat >try.mjs <<'JS'
import Bottleneck from "bottleneck";
for (const options of [
  { maxConcurrent: 2 },
  { reservoir: 2 },
  { reservoir: 2, reservoirRefreshAmount: 2, reservoirRefreshInterval: 250 },
]) {
  const limiter = new Bottleneck(options);
  const told = [];
  for (const event of ["error", "dropped", "depleted"]) limiter.on(event, () => told.push(event));
  const done = [];
  const add = (name, job) => limiter.schedule(job, async () => done.push(name)).catch(() => done.push(`${name} refused`));
  add("light", { weight: 1 });
  add("heavy", { weight: 3 });
  add("behind it", { weight: 1 });
  await new Promise((resolve) => setTimeout(resolve, 800));
  const waiting = limiter.counts().QUEUED;
  add("urgent", { weight: 1, priority: 1 });
  await new Promise((resolve) => setTimeout(resolve, 500));
  console.log(`${JSON.stringify(options)}: ${done.join(", ")}; waiting ${waiting}; events ${told.filter((event) => event !== "depleted").join() || "none"}`);
  await limiter.disconnect();
}
process.exit();
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{"maxConcurrent":2}: light, heavy refused, behind it, urgent; waiting 0; events dropped
{"reservoir":2}: light, urgent; waiting 2; events none
{"reservoir":2,"reservoirRefreshAmount":2,"reservoirRefreshInterval":250}: light, urgent; waiting 2; events none
TXT
diff wanted seen
