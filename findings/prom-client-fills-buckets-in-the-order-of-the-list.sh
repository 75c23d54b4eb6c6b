#!/usr/bin/env bash
# prom-client 15.1.3, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a histogram's buckets may stand in any order, or are refused when they are out of order; an Infinity among them
#   is the bucket "+Inf" that each histogram has.
# Behaviour: a value goes into the first bucket of the list that holds it, and the sums run along the list, so of [5, 1, 2] all
#   three tell of each value up to 5: three of four within 1 second, where it was one. Infinity is written as
#   le="Infinity", which is beside le="+Inf" a series twice. Nothing warns.
# Seen: the lines below: how many of 0.5, 1.5, 4 and 9 are told to be within each bound.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund prom-client@15.1.3
cat >try.mjs <<'JS'
import client from "prom-client";
for (const buckets of [[1, 2, 5], [5, 1, 2], [2, 5, 1], [1, Infinity]]) {
  const histogram = new client.Histogram({ name: "seconds", help: "seconds", buckets, registers: [] });
  for (const value of [0.5, 1.5, 4, 9]) histogram.observe(value);
  const { values } = await histogram.get();
  const told = values.filter(({ labels }) => "le" in labels).map(({ labels, value }) => `${labels.le}: ${value}`);
  console.log(`${JSON.stringify(buckets).replace("null", "Infinity")} -> ${told.join(", ")}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
[1,2,5] -> 1: 1, 2: 2, 5: 3, +Inf: 4
[5,1,2] -> 5: 3, 1: 3, 2: 3, +Inf: 4
[2,5,1] -> 2: 2, 5: 3, 1: 3, +Inf: 4
[1,Infinity] -> 1: 1, Infinity: 4, +Inf: 4
TXT
diff wanted seen
