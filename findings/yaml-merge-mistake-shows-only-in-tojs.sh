#!/usr/bin/env bash
# yaml 2.9.0, seen 2026-11-28 with Node 20.20.
# Likely guess: a document whose .errors is empty can be turned into data: toJS() does not throw.
# Behaviour: with merge keys on (option or %YAML 1.1), << with a number, a text or a list of others is no error of the
#   document. toJS() throws a plain Error that has no place.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund yaml@2.9.0
cat >try.mjs <<'JS'
import { parseDocument } from "yaml";
for (const text of ["<<: { a: 1 }", "<<: 5", "<<: text", "<<: [{ a: 1 }, { b: 2 }]", "<<: [{ a: 1 }, 5]", "x: &x [1]\ny: { <<: *x }", "<<: ~"]) {
  const document = parseDocument(text, { merge: true });
  let data;
  try {
    data = JSON.stringify(document.toJS());
  } catch (error) {
    data = `throws ${error.constructor.name}: ${error.message}, place ${error.linePos ?? "none"}`;
  }
  console.log(JSON.stringify(text), `errors ${document.errors.length}, warnings ${document.warnings.length} ->`, data);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
"<<: { a: 1 }" errors 0, warnings 0 -> {"a":1}
"<<: 5" errors 0, warnings 0 -> throws Error: Merge sources must be maps or map aliases, place none
"<<: text" errors 0, warnings 0 -> throws Error: Merge sources must be maps or map aliases, place none
"<<: [{ a: 1 }, { b: 2 }]" errors 0, warnings 0 -> {"a":1,"b":2}
"<<: [{ a: 1 }, 5]" errors 0, warnings 0 -> throws Error: Merge sources must be maps or map aliases, place none
"x: &x [1]\ny: { <<: *x }" errors 0, warnings 0 -> throws Error: Merge sources must be maps or map aliases, place none
"<<: ~" errors 0, warnings 0 -> throws Error: Merge sources must be maps or map aliases, place none
TXT
diff wanted seen
