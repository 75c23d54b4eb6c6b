#!/usr/bin/env bash
# node-cache 5.1.2 (with its clone 2.1.2), structuredClone of Node beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a value that set() takes, get() gives back: a copy of it, as useClones has it, with what is in it.
# Behaviour: set() takes everything and says true. A Buffer, a Map and a Date come back; a Uint8Array is an object of its class
#   without the bytes' place, so its length throws and JSON and spread look right; a number format, a Blob and a Temporal date
#   are empty shells that throw when they are first used, in code that has nothing to do with the cache. undefined is null.
# Seen: the lines below: what is done with what comes back.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund node-cache@5.1.2 temporal-polyfill@1.0.8
cat >try.mjs <<'JS'
import NodeCache from "node-cache";
import { Temporal } from "temporal-polyfill";
const cache = new NodeCache();
const attempt = async (does) => {
  try {
    return await does();
  } catch ({ name }) {
    return `throws a ${name}`;
  }
};
for (const [what, value, use] of [
  ["Buffer", Buffer.from("hi"), (bytes) => bytes.length],
  ["Uint8Array, its JSON", Uint8Array.of(104, 105), (bytes) => JSON.stringify(bytes)],
  ["Uint8Array, is it one", Uint8Array.of(104, 105), (bytes) => bytes instanceof Uint8Array],
  ["Uint8Array, its length", Uint8Array.of(104, 105), (bytes) => bytes.length],
  ["Float64Array in a record", { prices: Float64Array.of(1.5) }, ({ prices }) => prices.length],
  ["Map", new Map([["a", 1]]), (map) => map.get("a")],
  ["number format", new Intl.NumberFormat("vi"), (format) => format.format(1000)],
  ["Blob", new Blob(["hi"]), (blob) => blob.text()],
  ["Temporal date", Temporal.PlainDate.from("2026-11-29"), String],
  ["undefined", undefined, (nothing) => nothing],
])
  console.log(`${what}: set ${cache.set("key", value)}, then ${await attempt(() => use(cache.get("key")))}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
Buffer: set true, then 2
Uint8Array, its JSON: set true, then {"0":104,"1":105}
Uint8Array, is it one: set true, then true
Uint8Array, its length: set true, then throws a TypeError
Float64Array in a record: set true, then throws a TypeError
Map: set true, then 1
number format: set true, then throws a TypeError
Blob: set true, then throws a TypeError
Temporal date: set true, then throws a TypeError
undefined: set true, then null
TXT
diff wanted seen
