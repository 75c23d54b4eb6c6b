#!/usr/bin/env bash
# rfc6902 5.4.0 and fast-json-patch 3.1.1, two implementations of JSON Patch; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: the diff of two documents, applied to the first, gives the second, in both packages.
# Behaviour: where the documents differ as a whole (a list became an object), rfc6902 makes a patch of the path "", which
#   is right, and its own applyPatch refuses that path. As it returns errors and throws none, the document silently stays
#   what it was. fast-json-patch applies the same patch.
# Seen: the lines below; "moved" is whether the second document came out.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund rfc6902@5.4.0 fast-json-patch@3.1.1
cat >try.mjs <<'JS'
import { isDeepStrictEqual } from "node:util";
import fast from "fast-json-patch";
import { applyPatch, createPatch } from "rfc6902";
for (const [first, second] of [
  [{ tags: ["a"] }, { tags: { a: true } }],
  [["a"], { a: true }],
  [{ a: 1 }, null],
]) {
  const patch = createPatch(first, second);
  const document = structuredClone(first);
  const errors = applyPatch(document, patch).map((error) => error?.name ?? "fine");
  const other = fast.applyPatch(structuredClone(first), patch).newDocument;
  console.log(
    `${JSON.stringify(first)} to ${JSON.stringify(second)} by ${JSON.stringify(patch)}:`,
    `rfc6902 ${errors}, moved ${isDeepStrictEqual(document, second)}; fast-json-patch moved ${isDeepStrictEqual(other, second)}`,
  );
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{"tags":["a"]} to {"tags":{"a":true}} by [{"op":"replace","path":"/tags","value":{"a":true}}]: rfc6902 fine, moved true; fast-json-patch moved true
["a"] to {"a":true} by [{"op":"replace","path":"","value":{"a":true}}]: rfc6902 MissingError, moved false; fast-json-patch moved true
{"a":1} to null by [{"op":"replace","path":"","value":null}]: rfc6902 MissingError, moved false; fast-json-patch moved true
TXT
diff wanted seen
