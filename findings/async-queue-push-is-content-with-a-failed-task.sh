#!/usr/bin/env bash
# async 3.2.6, seen 2026-11-29 with Node 20.20 and 24.21; p-queue 9.3.5 and fastq 1.20.3 beside it.
# Likely guess: the promise that queue.push(task) gives is rejected when the task fails, as a promise of p-queue or fastq is.
# Behaviour: it is fulfilled, with undefined: `await queue.push(order)` goes on as if the order were done. pushAsync, beside
#   it, is rejected. So it is with unshift, the priority queue and the cargo; the error goes to queue.error(), which by
#   itself is empty.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund async@3.2.6 p-queue@9.3.5 fastq@1.20.3
cat >try.mjs <<'JS'
import async from "async";
import fastq from "fastq";
import PQueue from "p-queue";
const work = async () => {
  throw new Error("no stock");
};
const queue = async.queue(work, 1);
const ordered = async.priorityQueue(work, 1);
const cargo = async.cargo(work, 2);
for (const [name, promise] of Object.entries({
  "queue.push": queue.push(1),
  "queue.pushAsync": queue.pushAsync(1),
  "queue.unshift": queue.unshift(1),
  "priorityQueue.push": ordered.push(1, 1),
  "priorityQueue.pushAsync": ordered.pushAsync(1, 1),
  "cargo.push": cargo.push(1),
  "p-queue": new PQueue().add(work),
  fastq: fastq.promise(work, 1).push(1),
}))
  console.log(name, await promise.then((value) => `fulfilled with ${value}`, ({ message }) => `rejected: ${message}`));
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
queue.push fulfilled with undefined
queue.pushAsync rejected: no stock
queue.unshift fulfilled with undefined
priorityQueue.push fulfilled with undefined
priorityQueue.pushAsync rejected: no stock
cargo.push fulfilled with undefined
p-queue rejected: no stock
fastq rejected: no stock
TXT
diff wanted seen
