#!/usr/bin/env bash
# fast-json-stringify 7.3.10 (what Fastify writes answers with); seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: whatever the schema says, what comes out is JSON, and of a place that the schema leaves open it is what JSON.stringify
#   gives: null for an undefined element of a list, no field for a function or for a toJSON() that gives nothing.
# Behaviour: it writes the word undefined there, in lists, in open fields and in enums alone, without an error: a text that no reader
#   of JSON takes. Where a type is given it refuses, or writes false. A const is written in place of the value: a refund goes out as an
#   order.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund fast-json-stringify@7.3.10
cat >try.mjs <<'JS'
import build from "fast-json-stringify";
const list = (items) => ({ type: "array", items });
const fields = (properties, more) => ({ type: "object", properties, ...more });
const late = { toJSON: () => undefined };
for (const [schema, value] of [
  [{ type: "array" }, [1, undefined]],
  [list({ enum: ["new", "paid"] }), ["new", undefined]],
  [list({ type: "integer" }), [1, undefined]],
  [list({ type: "boolean" }), [true, undefined]],
  [fields({ due: {} }), { due: undefined }],
  [fields({ due: {} }), { due: late }],
  [fields({}, { additionalProperties: true }), { due: late }],
  [fields({ kind: { type: "string", enum: ["order"] } }), { kind: "refund" }],
  [fields({ kind: { type: "string", const: "order" } }), { kind: "refund" }],
]) {
  let written;
  try {
    written = build(schema)(value);
    JSON.parse(written);
  } catch (error) {
    written = written === undefined ? "an error" : `${written} which is no JSON`;
  }
  console.log(`${JSON.stringify(schema)} ${JSON.stringify(value)}: ${written}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{"type":"array"} [1,null]: [1,undefined] which is no JSON
{"type":"array","items":{"enum":["new","paid"]}} ["new",null]: ["new",undefined] which is no JSON
{"type":"array","items":{"type":"integer"}} [1,null]: an error
{"type":"array","items":{"type":"boolean"}} [true,null]: [true,false]
{"type":"object","properties":{"due":{}}} {}: {}
{"type":"object","properties":{"due":{}}} {}: {"due":undefined} which is no JSON
{"type":"object","properties":{},"additionalProperties":true} {}: {"due":undefined} which is no JSON
{"type":"object","properties":{"kind":{"type":"string","enum":["order"]}}} {"kind":"refund"}: {"kind":"refund"}
{"type":"object","properties":{"kind":{"type":"string","const":"order"}}} {"kind":"refund"}: {"kind":"order"}
TXT
diff wanted seen
