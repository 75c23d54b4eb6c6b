#!/usr/bin/env bash
# lodash 4.18.1 (merge), with defu 6.1.7 and ts-deepmerge 8.0.0 beside it; seen 2026-11-29 with Node 20.20 and
#   24.21.
# Likely guess: bytes are a value, so those of the second object replace those of the first, as a text does: "other objects and value
#   types are overridden by assignment".
# Behaviour: merge writes the second's bytes over the first's, so a shorter token keeps the end of the older one, and what comes out is
#   a list with the methods of a Buffer in it and no Buffer. Fields for what was a list or a Date are hung on the list or the
#   Date: they are there for whoever asks by name, and JSON, spread and the database lose them.
# Seen: the lines below: what there is, and its JSON.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund lodash@4.18.1 defu@6.1.7 ts-deepmerge@8.0.0
cat >try.mjs <<'JS'
import { defu } from "defu";
import lodash from "lodash";
import { merge } from "ts-deepmerge";
const packages = {
  lodash: (first, second) => lodash.merge({}, first, second),
  defu: (first, second) => defu(second, first),
  "ts-deepmerge": (first, second) => merge(first, second),
};
const kind = (value) => Object.prototype.toString.call(value).slice(8, -1);
const cases = {
  texts: ["secret-1", "new"],
  Buffers: [Buffer.from("secret-1"), Buffer.from("new")],
  "typed lists": [new Uint8Array([1, 2, 3]), new Uint8Array([9])],
  "a list, then an object": [["tea"], { total: 2 }],
  "a Date, then an object": [new Date("2026-11-29"), { total: 2 }],
  "a number, then an object": [1, { total: 2 }],
};
for (const [what, [first, second]] of Object.entries(cases))
  for (const [name, mergeBoth] of Object.entries(packages)) {
    const { value } = mergeBoth({ value: first }, { value: second });
    const bytes = value instanceof Uint8Array || (what === "Buffers" && Array.isArray(value)) ? Buffer.from(value) : undefined;
    console.log(`${what}: ${name} ${kind(value)} ${what === "Buffers" ? bytes : JSON.stringify(value)}`);
  }
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
texts: lodash String "new"
texts: defu String "new"
texts: ts-deepmerge String "new"
Buffers: lodash Array newret-1
Buffers: defu Uint8Array new
Buffers: ts-deepmerge Uint8Array new
typed lists: lodash Array [9,2,3]
typed lists: defu Uint8Array {"0":9}
typed lists: ts-deepmerge Uint8Array {"0":9}
a list, then an object: lodash Array ["tea"]
a list, then an object: defu Object {"total":2}
a list, then an object: ts-deepmerge Object {"total":2}
a Date, then an object: lodash Date "2026-11-29T00:00:00.000Z"
a Date, then an object: defu Object {"total":2}
a Date, then an object: ts-deepmerge Object {"total":2}
a number, then an object: lodash Object {"total":2}
a number, then an object: defu Object {"total":2}
a number, then an object: ts-deepmerge Object {"total":2}
TXT
diff wanted seen
