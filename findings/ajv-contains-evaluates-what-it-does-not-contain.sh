#!/usr/bin/env bash
# ajv 8.20.0 (ajv/dist/2020), with @hyperjump/json-schema 1.18.0 and @cfworker/json-schema 4.1.6 beside it; seen 2026-11-29 with
#   Node 20.20 and 24.21.
# Likely guess: in JSON Schema 2020-12 `contains` evaluates the items that match it, so unevaluatedItems is for the others: "a
#   number, and nothing else" is contains with unevaluatedItems: false.
# Behaviour: for ajv, one item that matches makes all of them evaluated, so [1, "a"] passes, also in its strict mode. With
#   minContains: 0, which strict mode refuses, none is evaluated, and [1] is invalid. The other two agree with each other and
#   with the specification.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  ajv@8.20.0 @hyperjump/json-schema@1.18.0 @hyperjump/browser@1.5.0 @cfworker/json-schema@4.1.6
cat >try.mjs <<'JS'
import { Validator } from "@cfworker/json-schema";
import { registerSchema, validate } from "@hyperjump/json-schema/draft-2020-12";
import Ajv from "ajv/dist/2020.js";
const $schema = "https://json-schema.org/draft/2020-12/schema";
const number = { type: "number" };
let count = 0;
for (const [schema, lists] of [
  [{ type: "array", contains: number, unevaluatedItems: false }, [[1], [1, "a"], ["a"]]],
  [{ type: "array", contains: number, unevaluatedItems: { type: "string" } }, [[1, "a"], [1, true]]],
  [{ type: "array", contains: number, minContains: 0, unevaluatedItems: false }, [[], [1], [1, "a"]]],
]) {
  const id = `https://example.com/${count++}`;
  registerSchema({ $schema, ...schema }, id);
  const ajv = new Ajv.default({ strict: schema.minContains !== 0 }).compile(schema);
  const cfworker = new Validator(schema, "2020-12");
  console.log(JSON.stringify(schema));
  for (const list of lists)
    console.log(`  ${JSON.stringify(list)}: ajv ${ajv(list)}, hyperjump ${(await validate(id, list)).valid}, cfworker ${cfworker.validate(list).valid}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{"type":"array","contains":{"type":"number"},"unevaluatedItems":false}
  [1]: ajv true, hyperjump true, cfworker true
  [1,"a"]: ajv true, hyperjump false, cfworker false
  ["a"]: ajv false, hyperjump false, cfworker false
{"type":"array","contains":{"type":"number"},"unevaluatedItems":{"type":"string"}}
  [1,"a"]: ajv true, hyperjump true, cfworker true
  [1,true]: ajv true, hyperjump false, cfworker false
{"type":"array","contains":{"type":"number"},"minContains":0,"unevaluatedItems":false}
  []: ajv true, hyperjump true, cfworker true
  [1]: ajv false, hyperjump true, cfworker true
  [1,"a"]: ajv false, hyperjump false, cfworker false
TXT
diff wanted seen
