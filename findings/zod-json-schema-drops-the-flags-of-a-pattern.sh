#!/usr/bin/env bash
# zod 4.6.7 (z.toJSONSchema) and arktype 2.2.10, with @valibot/to-json-schema 1.8.0 (valibot 1.5.0) beside them, and ajv 8.20.0 as
#   the reader; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: what can't be said in JSON Schema throws, as a Date, a bigint or NaN does ("cannot be represented"), so the
#   schema that comes out takes what the validator takes.
# Behaviour: a pattern's flags are left out without a word. With "i", "s" or "m" the published schema refuses what the server
#   accepts, and its generated clients refuse it before the server is asked. A fallback by catch() likewise: any value is
#   taken, the schema takes texts alone. Valibot's converter throws: "RegExp flags are not supported by JSON Schema."
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  zod@4.6.7 arktype@2.2.10 valibot@1.5.0 @valibot/to-json-schema@1.8.0 ajv@8.20.0
cat >try.mjs <<'JS'
import { toJsonSchema } from "@valibot/to-json-schema";
import Ajv2020 from "ajv/dist/2020.js";
import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
const accepts = ({ $schema, ...schema }, value) => new Ajv2020.default({ strict: false }).validate(schema, value);
const attempt = (does) => {
  try {
    return does();
  } catch ({ message }) {
    return `throws ${message}`;
  }
};
for (const [pattern, value] of [
  [/^vnd$/, "vnd"],
  [/^vnd$/i, "VND"],
  [/^to .*!$/s, "to Lan\nhi!"],
  [/^total/m, "tea\ntotal"],
]) {
  const ways = {
    zod: [(text) => z.string().regex(pattern).safeParse(text).success, () => z.toJSONSchema(z.string().regex(pattern))],
    arktype: [(text) => type(pattern).allows(text), () => type(pattern).toJsonSchema()],
    valibot: [(text) => v.is(v.pipe(v.string(), v.regex(pattern)), text), () => toJsonSchema(v.pipe(v.string(), v.regex(pattern)))],
  };
  for (const [name, [takes, schema]] of Object.entries(ways))
    console.log(`${pattern} ${name}: takes ${JSON.stringify(value)} ${takes(value)}, its schema ${attempt(() => accepts(schema(), value))}`);
}
const size = z.string().catch("M");
console.log(`catch() zod: takes 5 ${size.safeParse(5).success}, its schema of the input ${accepts(z.toJSONSchema(size, { io: "input" }), 5)}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
/^vnd$/ zod: takes "vnd" true, its schema true
/^vnd$/ arktype: takes "vnd" true, its schema true
/^vnd$/ valibot: takes "vnd" true, its schema true
/^vnd$/i zod: takes "VND" true, its schema false
/^vnd$/i arktype: takes "VND" true, its schema false
/^vnd$/i valibot: takes "VND" true, its schema throws RegExp flags are not supported by JSON Schema.
/^to .*!$/s zod: takes "to Lan\nhi!" true, its schema false
/^to .*!$/s arktype: takes "to Lan\nhi!" true, its schema false
/^to .*!$/s valibot: takes "to Lan\nhi!" true, its schema throws RegExp flags are not supported by JSON Schema.
/^total/m zod: takes "tea\ntotal" true, its schema false
/^total/m arktype: takes "tea\ntotal" true, its schema false
/^total/m valibot: takes "tea\ntotal" true, its schema throws RegExp flags are not supported by JSON Schema.
catch() zod: takes 5 true, its schema of the input false
TXT
diff wanted seen
