#!/usr/bin/env bash
# yaml 2.9.0, seen 2026-11-28 with Node 20.20.
# Likely guess: !!float 1, !!int 1.0 and !!null x make a number or null of it, or are an error: these tags are YAML's own.
# Behaviour: such a tag is taken only when the text looks as that type is written (a float has a point or an exponent).
#   Otherwise the value is TEXT, with a warning that the tag is unresolved: parse() prints it, a document keeps it in
#   .warnings and has no error. Quotes change nothing of it: !!int "12" is a number.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund yaml@2.9.0
cat >try.mjs <<'JS'
import { parseDocument } from "yaml";
for (const text of ["!!float 1.0", "!!float 1", "!!float .inf", "!!int 1", "!!int 1.0", '!!int "12"', "!!int 1e3", "!!null ~", "!!null x", '!!bool "true"', "!!bool yes"]) {
  const document = parseDocument(text);
  const value = document.toJS();
  const { errors, warnings } = document;
  console.log(text, "->", value === null ? "null" : `${typeof value} ${value}`, `errors ${errors.length}, warnings ${warnings.length}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
!!float 1.0 -> number 1 errors 0, warnings 0
!!float 1 -> string 1 errors 0, warnings 1
!!float .inf -> number Infinity errors 0, warnings 0
!!int 1 -> number 1 errors 0, warnings 0
!!int 1.0 -> string 1.0 errors 0, warnings 1
!!int "12" -> number 12 errors 0, warnings 0
!!int 1e3 -> string 1e3 errors 0, warnings 1
!!null ~ -> null errors 0, warnings 0
!!null x -> string x errors 0, warnings 1
!!bool "true" -> boolean true errors 0, warnings 0
!!bool yes -> string yes errors 0, warnings 1
TXT
diff wanted seen
