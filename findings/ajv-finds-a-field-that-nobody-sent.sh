#!/usr/bin/env bash
# ajv 8.20.0, with @cfworker/json-schema 4.1.6 and jsonschema 1.5.0 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a schema with a field that may be left out takes a document without it, whatever the field is called; a field that
#   is required and lacks is found missing.
# Behaviour: ajv sees what each object of JavaScript inherits. With an optional "constructor" (of a house, of a racing team) or
#   "valueOf", each document without it is refused: it "must be string". When such a field is required, each document without
#   it passes. The option ownProperties, which the manual explains by enumerable properties, mends both; these are not enumerable.
# Seen: the lines below: whether the document is valid.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  ajv@8.20.0 @cfworker/json-schema@4.1.6 jsonschema@1.5.0
cat >try.mjs <<'JS'
import { Validator } from "@cfworker/json-schema";
import Ajv from "ajv";
import { validate } from "jsonschema";
const text = { type: "string" };
const cases = [
  [{ properties: { name: text } }, { price: 5 }],
  [{ properties: { constructor: text } }, { price: 5 }],
  [{ properties: { valueOf: text } }, { price: 5 }],
  [{ required: ["name"] }, { price: 5 }],
  [{ required: ["constructor"] }, { price: 5 }],
];
for (const [schema, data] of cases) {
  const ajv = new Ajv({ strict: false });
  const own = new Ajv({ strict: false, ownProperties: true });
  console.log(
    `${JSON.stringify(schema)} of ${JSON.stringify(data)}: ajv ${ajv.validate(schema, data)}, ownProperties ${own.validate(schema, data)},`,
    `cfworker ${new Validator(schema, "2020-12").validate(data).valid}, jsonschema ${validate(data, schema).valid}`,
  );
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{"properties":{"name":{"type":"string"}}} of {"price":5}: ajv true, ownProperties true, cfworker true, jsonschema true
{"properties":{"constructor":{"type":"string"}}} of {"price":5}: ajv false, ownProperties true, cfworker true, jsonschema true
{"properties":{"valueOf":{"type":"string"}}} of {"price":5}: ajv false, ownProperties true, cfworker true, jsonschema true
{"required":["name"]} of {"price":5}: ajv false, ownProperties false, cfworker false, jsonschema false
{"required":["constructor"]} of {"price":5}: ajv true, ownProperties false, cfworker false, jsonschema false
TXT
diff wanted seen
