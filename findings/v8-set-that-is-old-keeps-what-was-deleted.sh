#!/usr/bin/env bash
# V8 11.3 (Node 20.20.2) and 13.6 (Node 24.21.0), seen 2026-11-29.
# Likely guess: what was deleted from a Set or a Map, or went with clear(), is garbage at once: a set of the requests that
#   are under way holds those alone, however many come and go.
# Behaviour: each time a table of the Set fills, or is cleared, V8 makes a new one. The tables of a Set that has lived
#   for a while are made among the old objects, and a table that was replaced keeps what was in it: all that ever went
#   through stays until the next full collection, although never more than 8 were in it. A list, or a new Set now
#   and then (new Set(old)), keeps hardly anything.
# Seen: of 5,000 objects of 800 bytes that went through, after two collections of the young: the lines below.
set -euo pipefail
cd "$(mktemp -d)"
cat >try.cjs <<'JS'
const COUNT = 5_000;
const AT_ONCE = 8;
const left = (pass) => {
  globalThis.gc();
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const line = [];
  for (let i = 0; i < COUNT; i++) pass(i, new Array(100).fill(i), line);
  line.length = 0;
  globalThis.gc({ type: "minor" });
  globalThis.gc({ type: "minor" });
  const share = (process.memoryUsage().heapUsed - before) / (COUNT * 800);
  return share > 0.8 ? "all are still there" : share < 0.4 ? "gone" : `${share}`;
};
const through = (set, x, line) => {
  set.add(x);
  line.push(x);
  if (line.length > AT_ONCE) set.delete(line.shift());
};
const set = new Set();
const map = new Map();
const cleared = new Set();
let renewed = new Set();
const list = [];
const forms = {
  "Set: add and delete": (_i, x, line) => through(set, x, line),
  "Map: set and delete": (i, x) => { map.set(i, x); map.delete(i - AT_ONCE); },
  "Set: add and clear": (i, x) => { cleared.add(x); if (i % AT_ONCE === 0) cleared.clear(); },
  "a new Set each 32 times": (i, x, line) => { if (i % 32 === 0) renewed = new Set(renewed); through(renewed, x, line); },
  "list: push and shift": (_i, x) => { list.push(x); if (list.length > AT_ONCE) list.shift(); },
};
for (const [name, form] of Object.entries(forms)) console.log(`${name} | ${left(form)}`);
JS
cat >wanted <<'TXT'
Set: add and delete | all are still there
Map: set and delete | all are still there
Set: add and clear | all are still there
a new Set each 32 times | gone
list: push and shift | gone
TXT
for version in 20.20.2 24.21.0; do
  mkdir "$version"
  (cd "$version" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund "node@$version")
  "$version/node_modules/.bin/node" --expose-gc try.cjs | tee seen
  diff wanted seen
done
