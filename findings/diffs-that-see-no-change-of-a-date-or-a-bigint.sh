#!/usr/bin/env bash
# just-diff 6.0.2, microdiff 1.6.0, deep-diff 1.0.2, jsondiffpatch 0.7.7 and rfc6902 5.4.0; seen 2026-11-29 with Node 20.20 and
#   24.21.
# Likely guess: two records that differ give a difference; what a package can't compare it refuses.
# Behaviour: for rfc6902 no two dates differ, for just-diff none of the same second, for jsondiffpatch no two BigInts, for all
#   of them no two Maps or Sets: the answer is "no change", and nothing is saved or sent. jsondiffpatch refuses functions
#   alone.
# Seen: the lines below: whether a change is seen.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  just-diff@6.0.2 microdiff@1.6.0 deep-diff@1.0.2 jsondiffpatch@0.7.7 rfc6902@5.4.0
cat >try.mjs <<'JS'
import deepDiff from "deep-diff";
import * as jsondiffpatch from "jsondiffpatch";
import { diff as justDiff } from "just-diff";
import microdiff from "microdiff";
import { createPatch } from "rfc6902";
const ways = {
  "just-diff": justDiff,
  microdiff,
  "deep-diff": (one, other) => deepDiff.diff(one, other) ?? [],
  jsondiffpatch: (one, other) => Object.keys(jsondiffpatch.diff(one, other) ?? {}),
  rfc6902: createPatch,
};
for (const [what, [one, other]] of Object.entries({
  text: ["a", "b"],
  Date: [new Date("2026-11-29"), new Date("2026-12-29")],
  "Date, same second": [new Date("2026-11-29T10:00:00.100Z"), new Date("2026-11-29T10:00:00.900Z")],
  BigInt: [100n, 200n],
  Map: [new Map([["a", 1]]), new Map([["a", 2]])],
  Set: [new Set(["a"]), new Set(["b"])],
}))
  console.log(`${what}: ${Object.entries(ways).map(([name, way]) => `${name} ${way({ due: one }, { due: other }).length > 0 ? "seen" : "not seen"}`).join(", ")}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
text: just-diff seen, microdiff seen, deep-diff seen, jsondiffpatch seen, rfc6902 seen
Date: just-diff seen, microdiff seen, deep-diff seen, jsondiffpatch seen, rfc6902 not seen
Date, same second: just-diff not seen, microdiff seen, deep-diff seen, jsondiffpatch seen, rfc6902 not seen
BigInt: just-diff seen, microdiff seen, deep-diff seen, jsondiffpatch not seen, rfc6902 seen
Map: just-diff not seen, microdiff not seen, deep-diff not seen, jsondiffpatch not seen, rfc6902 not seen
Set: just-diff not seen, microdiff not seen, deep-diff not seen, jsondiffpatch not seen, rfc6902 not seen
TXT
diff wanted seen
