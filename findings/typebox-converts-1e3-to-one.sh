#!/usr/bin/env bash
# @sinclair/typebox 0.34.52 and typebox 1.4.3 (Value.Convert), with zod 4.6.7 and ajv 8.20.0 (coerceTypes) beside them; seen
#   2026-11-29 with Node 20.20 and 24.21.
# Likely guess: Convert changes a value "if a reasonable conversion is possible", as the README has it, and leaves it alone when
#   something would be lost; the check that comes next refuses what was left.
# Behaviour: for an integer the rest is cut off: an order of "2.9" pieces, and also of the number 2.9, is one of 2, -0.9 is 0, and the
#   check has nothing to refuse. In 0.34 an exponent is cut off as well: "1e3" is 1 as an integer and 1000 as a number, and
#   "0x10" is 16 as an integer and 0 as a number.
# Seen: the lines below: what comes out, or "refused" when the check says no.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  @sinclair/typebox@0.34.52 typebox@1.4.3 zod@4.6.7 ajv@8.20.0
cat >try.mjs <<'JS'
import { Type as OldType } from "@sinclair/typebox";
import { Value as OldValue } from "@sinclair/typebox/value";
import Ajv from "ajv";
import Type from "typebox";
import { Value } from "typebox/value";
import { z } from "zod";
const ajv = new Ajv({ coerceTypes: true });
const converted = (value, schema, input) => {
  const output = value.Convert(schema, input);
  return value.Check(schema, output) ? output : "refused";
};
const coerced = (type, input) => {
  const data = { input };
  return ajv.validate({ type: "object", properties: { input: { type } } }, data) ? data.input : "refused";
};
const inputs = ["12", "2.9", 2.9, "-0.9", "1e3", "0x10", "1,5"];
for (const input of inputs)
  for (const [type, name, schema] of [
    ["integer", "Integer", z.coerce.number().int()],
    ["number", "Number", z.coerce.number()],
  ])
    console.log(
      `${JSON.stringify(input)} as ${type}: 0.34 ${converted(OldValue, OldType[name](), input)}, 1.4 ${converted(Value, Type[name](), input)},`,
      `zod ${schema.safeParse(input).data ?? "refused"}, ajv ${coerced(type, input)}`,
    );
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
"12" as integer: 0.34 12, 1.4 12, zod 12, ajv 12
"12" as number: 0.34 12, 1.4 12, zod 12, ajv 12
"2.9" as integer: 0.34 2, 1.4 2, zod refused, ajv refused
"2.9" as number: 0.34 2.9, 1.4 2.9, zod 2.9, ajv 2.9
2.9 as integer: 0.34 2, 1.4 2, zod refused, ajv refused
2.9 as number: 0.34 2.9, 1.4 2.9, zod 2.9, ajv 2.9
"-0.9" as integer: 0.34 0, 1.4 0, zod refused, ajv refused
"-0.9" as number: 0.34 -0.9, 1.4 -0.9, zod -0.9, ajv -0.9
"1e3" as integer: 0.34 1, 1.4 1000, zod 1000, ajv 1000
"1e3" as number: 0.34 1000, 1.4 1000, zod 1000, ajv 1000
"0x10" as integer: 0.34 16, 1.4 16, zod 16, ajv 16
"0x10" as number: 0.34 0, 1.4 16, zod 16, ajv 16
"1,5" as integer: 0.34 refused, 1.4 refused, zod refused, ajv refused
"1,5" as number: 0.34 refused, 1.4 refused, zod refused, ajv refused
TXT
diff wanted seen
