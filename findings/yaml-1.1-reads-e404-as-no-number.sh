#!/usr/bin/env bash
# yaml 2.9.1 with version 1.1 (an option, or "%YAML 1.1" in the file), js-yaml 5.5.0 beside it; seen 2026-11-29 with Node 20.20
#   and 24.21.
# Likely guess: of 1.1 one knows yes, 017 and 12:30; a code such as E404, or an "e5" cut from an id, is a text in every version.
# Behaviour: yaml takes a number for one without any digit before the exponent: E404, e5 and -E7 are NaN, so JSON has null, and
#   two codes are one key of a map and the second wins. YAML 1.1 wants a point in a float and a sign in its exponent, and
#   has NaN for ".nan" alone. Without the version the same package reads texts.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund yaml@2.9.1 js-yaml@5.5.0
cat >try.mjs <<'JS'
import { inspect } from "node:util";
import { load } from "js-yaml";
import { parse } from "yaml";
for (const text of ["E404", "e5", "-E7", "e+5", ".e5", "5e", "x5", "1e5"]) {
  const { code } = parse(`%YAML 1.1\n---\ncode: ${text}\n`);
  console.log(`${text}: yaml 1.1 ${inspect(code)}, yaml ${inspect(parse(text))}, js-yaml ${inspect(load(text))}`);
}
console.log("as keys:", JSON.stringify(parse("E404: gone\nE500: broken\n", { version: "1.1" })));
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
E404: yaml 1.1 NaN, yaml 'E404', js-yaml 'E404'
e5: yaml 1.1 NaN, yaml 'e5', js-yaml 'e5'
-E7: yaml 1.1 NaN, yaml '-E7', js-yaml '-E7'
e+5: yaml 1.1 NaN, yaml 'e+5', js-yaml 'e+5'
.e5: yaml 1.1 NaN, yaml '.e5', js-yaml '.e5'
5e: yaml 1.1 '5e', yaml '5e', js-yaml '5e'
x5: yaml 1.1 'x5', yaml 'x5', js-yaml 'x5'
1e5: yaml 1.1 100000, yaml 100000, js-yaml 100000
as keys: {"NaN":"broken"}
TXT
diff wanted seen
