#!/usr/bin/env bash
# ini 6.0.0 (of npm), seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: parse(stringify(settings)) has the settings again, as texts at the worst; what has no place in the format is
#   refused.
# Behaviour: a Date, an empty list and an empty section are left out, an empty key is written and not read, a key with "=" in it
#   is written in quotes and read as another one; undefined becomes the text "undefined", and the texts "true" and "null"
#   come back as true and null. None of it is an error.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund ini@6.0.0
cat >try.mjs <<'JS'
import { inspect } from "node:util";
import ini from "ini";
for (const settings of [
  { shop: "Lan", since: new Date("2020-01-01") },
  { tags: [], "": "x" },
  { mail: {} },
  { "a=b": "c" },
  { "a;b": "c", "a.b": "c" },
  { note: undefined },
  { answer: "true", name: "null", code: "01" },
]) {
  const written = ini.stringify(settings);
  console.log(`${inspect(settings)} written ${JSON.stringify(written)} read ${inspect({ ...ini.parse(written) })}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{ shop: 'Lan', since: 2020-01-01T00:00:00.000Z } written "shop=Lan\n" read { shop: 'Lan' }
{ tags: [], '': 'x' } written "=x\n" read {}
{ mail: {} } written "" read {}
{ 'a=b': 'c' } written "\"a=b\"=c\n" read { '"a': 'b"=c' }
{ 'a;b': 'c', 'a.b': 'c' } written "a\\;b=c\na.b=c\n" read { 'a;b': 'c', 'a.b': 'c' }
{ note: undefined } written "note=undefined\n" read { note: 'undefined' }
{ answer: 'true', name: 'null', code: '01' } written "answer=true\nname=null\ncode=01\n" read { answer: true, name: null, code: '01' }
TXT
diff wanted seen
