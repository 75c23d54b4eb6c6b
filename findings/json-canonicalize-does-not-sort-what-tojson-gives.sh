#!/usr/bin/env bash
# json-canonicalize 3.0.1 and canonicalize 4.0.0, two writers of canonical JSON (RFC 8785, under JWS, DIDs and signed webhooks), with
#   json-stable-stringify 1.3.0 and safe-stable-stringify 3.0.0 beside them; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: two writers of one canonical form write the same, that of what JSON.stringify sends: the keys sorted at each depth,
#   and JSON in any case, since bytes that differ are another signature.
# Behaviour: what a toJSON() gives json-canonicalize hands to JSON.stringify as it is, with its keys in their own order: a Buffer is
#   "type" first for it, "data" first for the others, and whoever parses the text and writes it again gets another. A hole in a
#   list it leaves out, and canonicalize writes none at all: [1,,2]. Of a function both make "undefined" in a
#   field, and in a list "undefined" or nothing: [1,]. No error in any of them, though both refuse NaN.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  json-canonicalize@3.0.1 canonicalize@4.0.0 json-stable-stringify@1.3.0 safe-stable-stringify@3.0.0
cat >try.mjs <<'JS'
import canonicalize from "canonicalize";
import { canonicalize as jsonCanonicalize } from "json-canonicalize";
import stableStringify from "json-stable-stringify";
import safeStringify from "safe-stable-stringify";
const writers = { "json-canonicalize": jsonCanonicalize, canonicalize, "json-stable-stringify": stableStringify, "safe-stable-stringify": safeStringify };
const price = { toJSON: () => ({ value: "10", currency: "VND" }) };
const values = {
  "plain": { b: 1, a: [2, { d: 3, c: 4 }] },
  "a toJSON": { price },
  "a Buffer": { key: Buffer.from("a") },
  "a hole": [1, , 2],
  "a function": { paid() {}, total: 5 },
  "a function in a list": [1, () => 1],
  "NaN": { total: Number.NaN },
};
for (const [what, value] of Object.entries(values)) {
  const plain = JSON.parse(JSON.stringify(value));
  for (const [name, write] of Object.entries(writers)) {
    let seen;
    try {
      seen = write(value);
      seen += seen === write(plain) ? "" : ` and not ${write(plain)}`;
    } catch {
      seen = "refused";
    }
    console.log(`${what}, ${name}: ${seen}`);
  }
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
plain, json-canonicalize: {"a":[2,{"c":4,"d":3}],"b":1}
plain, canonicalize: {"a":[2,{"c":4,"d":3}],"b":1}
plain, json-stable-stringify: {"a":[2,{"c":4,"d":3}],"b":1}
plain, safe-stable-stringify: {"a":[2,{"c":4,"d":3}],"b":1}
a toJSON, json-canonicalize: {"price":{"value":"10","currency":"VND"}} and not {"price":{"currency":"VND","value":"10"}}
a toJSON, canonicalize: {"price":{"currency":"VND","value":"10"}}
a toJSON, json-stable-stringify: {"price":{"currency":"VND","value":"10"}}
a toJSON, safe-stable-stringify: {"price":{"currency":"VND","value":"10"}}
a Buffer, json-canonicalize: {"key":{"type":"Buffer","data":[97]}} and not {"key":{"data":[97],"type":"Buffer"}}
a Buffer, canonicalize: {"key":{"data":[97],"type":"Buffer"}}
a Buffer, json-stable-stringify: {"key":{"data":[97],"type":"Buffer"}}
a Buffer, safe-stable-stringify: {"key":{"data":[97],"type":"Buffer"}}
a hole, json-canonicalize: [1,2] and not [1,null,2]
a hole, canonicalize: [1,,2] and not [1,null,2]
a hole, json-stable-stringify: [1,null,2]
a hole, safe-stable-stringify: [1,null,2]
a function, json-canonicalize: {"paid":undefined,"total":5} and not {"total":5}
a function, canonicalize: {"paid":undefined,"total":5} and not {"total":5}
a function, json-stable-stringify: {"total":5}
a function, safe-stable-stringify: {"total":5}
a function in a list, json-canonicalize: [1,undefined] and not [1,null]
a function in a list, canonicalize: [1,] and not [1,null]
a function in a list, json-stable-stringify: [1,null]
a function in a list, safe-stable-stringify: [1,null]
NaN, json-canonicalize: refused
NaN, canonicalize: refused
NaN, json-stable-stringify: {"total":null}
NaN, safe-stable-stringify: {"total":null}
TXT
diff wanted seen
