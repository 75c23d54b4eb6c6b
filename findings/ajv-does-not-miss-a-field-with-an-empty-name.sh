#!/usr/bin/env bash
# ajv 8.20.0 (2020-12), with @cfworker/json-schema 4.1.6 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: allErrors decides how many errors are told, and not whether there is one. A name of required may be any text, the empty
#   one of a sheet's column without a head too, and a list of names needs all of them.
# Behaviour: without allErrors the code that Ajv makes asks for the fields and, in the same condition, keeps the name of the one that
#   lacks; the empty name is no truth, so the object passes. With allErrors it is refused. Behind a "not" or in a oneOf that turns
#   round: what is valid is refused. So it is in required and in dependentRequired of one name.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund ajv@8.20.0 @cfworker/json-schema@4.1.6
cat >try.mjs <<'JS'
import { Validator } from "@cfworker/json-schema";
import { Ajv2020 } from "ajv/dist/2020.js";
const first = new Ajv2020({ strict: false });
const all = new Ajv2020({ strict: false, allErrors: true });
for (const [schema, data] of [
  [{ required: ["id"] }, {}],
  [{ required: [""] }, {}],
  [{ required: [""] }, { "": 5 }],
  [{ required: ["id", ""] }, { id: 1 }],
  [{ required: ["id", ""] }, {}],
  [{ properties: { "": { type: "number" } }, required: [""] }, {}],
  [{ dependentRequired: { id: [""] } }, { id: 1 }],
  [{ not: { required: [""] } }, {}],
  [{ oneOf: [{ required: [""] }, { required: ["id"] }] }, { id: 1 }],
])
  console.log(
    `${JSON.stringify(schema)} ${JSON.stringify(data)}: ajv ${first.validate(schema, data)}, with allErrors ${all.validate(schema, data)}, cfworker ${new Validator(schema, "2020-12").validate(data).valid}`,
  );
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{"required":["id"]} {}: ajv false, with allErrors false, cfworker false
{"required":[""]} {}: ajv true, with allErrors false, cfworker false
{"required":[""]} {"":5}: ajv true, with allErrors true, cfworker true
{"required":["id",""]} {"id":1}: ajv true, with allErrors false, cfworker false
{"required":["id",""]} {}: ajv false, with allErrors false, cfworker false
{"properties":{"":{"type":"number"}},"required":[""]} {}: ajv true, with allErrors false, cfworker false
{"dependentRequired":{"id":[""]}} {"id":1}: ajv true, with allErrors false, cfworker false
{"not":{"required":[""]}} {}: ajv false, with allErrors false, cfworker true
{"oneOf":[{"required":[""]},{"required":["id"]}]} {"id":1}: ajv false, with allErrors true, cfworker true
TXT
diff wanted seen
