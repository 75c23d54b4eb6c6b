#!/usr/bin/env bash
# V8 11.3 (Node 20.20.2) and 13.6 (Node 24.21.0), seen 2026-11-29.
# Likely guess: a short-lived object with a callback is garbage like any other: the next cheap collections of young
#   objects take it, and all that its callback reaches, however the callback was put there.
# Behaviour: a function or class that is written where it is assigned to a property (o.f = () => x, also of this, of a
#   private name or of an element) is made among the old objects at once. It and what it reaches stay until the next full
#   collection. The same function in a constant first, in an object literal, a class field or behind "0 ||" does not.
# Seen: 5,000 objects of each form, each function reaching 800 bytes, after two collections of the young: the lines below.
set -euo pipefail
cd "$(mktemp -d)"
cat >try.cjs <<'JS'
const left = (make) => {
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 5_000; i++) make(new Array(100).fill(i));
  globalThis.gc({ type: "minor" });
  globalThis.gc({ type: "minor" });
  return process.memoryUsage().heapUsed - before > 2_000_000 ? "all are still there" : "gone";
};
class Local { constructor(x) { const f = () => x; this.f = f; } }
class Assigned { constructor(x) { this.f = () => x; } }
class Private { #f; constructor(x) { this.#f = () => x; } get() { return this.#f; } }
class Field { f = () => this.x; constructor(x) { this.x = x; } }
const forms = {
  "o.f = () => x": (x) => { const o = {}; o.f = () => x; },
  "const f = () => x; o.f = f": (x) => { const o = {}; const f = () => x; o.f = f; },
  "o.f = 0 || (() => x)": (x) => { const o = {}; o.f = 0 || (() => x); },
  "({ f: () => x })": (x) => ({ f: () => x }),
  "o.f = function": (x) => { const o = {}; o.f = function () { return x; }; },
  "o.f = class": (x) => { const o = {}; o.f = class { static get() { return x; } }; },
  "list[0] = () => x": (x) => { const list = []; list[0] = () => x; },
  "list.push(() => x)": (x) => { const list = []; list.push(() => x); },
  "this.f = () => x": (x) => new Assigned(x),
  "const f; this.f = f": (x) => new Local(x),
  "this.#f = () => x": (x) => new Private(x),
  "class field": (x) => new Field(x),
};
for (const [name, form] of Object.entries(forms)) console.log(`${name} | ${left(form)}`);
JS
cat >wanted <<'TXT'
o.f = () => x | all are still there
const f = () => x; o.f = f | gone
o.f = 0 || (() => x) | gone
({ f: () => x }) | gone
o.f = function | all are still there
o.f = class | all are still there
list[0] = () => x | all are still there
list.push(() => x) | gone
this.f = () => x | all are still there
const f; this.f = f | gone
this.#f = () => x | all are still there
class field | gone
TXT
for version in 20.20.2 24.21.0; do
  mkdir "$version"
  (cd "$version" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund "node@$version")
  "$version/node_modules/.bin/node" --expose-gc try.cjs | tee seen
  diff wanted seen
done
