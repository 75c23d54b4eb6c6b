#!/usr/bin/env bash
# ajv 8.20.0 (ajv/dist/2020), seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: schemaPath of an error, "the path to the failing keyword", leads from the root of the schema to that keyword,
#   by way of the $ref or to what it names: whoever looks it up finds the keyword, and the errors of a branch of anyOf are
#   those whose path begins with the branch's.
# Behaviour: behind a $ref it is neither the branch's path nor always one from the root. Where ajv inlines the target, it is
#   the target's (#/$defs/paid/const). Where it does not, as a schema that holds itself, or with inlineRefs: false, it is
#   counted from the target as if that were the root: #/type, which the schema does not have, and which two targets share.
# Seen: the lines below: each path, and whether something stands there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit ajv@8.20.0 >/dev/null
cat >seen.mjs <<'JS'
import Ajv2020 from "ajv/dist/2020.js";

const schema = {
  $defs: {
    paid: { const: "paid" },
    parcel: { type: "object", properties: { inside: { $ref: "#/$defs/parcel" } } },
  },
  anyOf: [{ $ref: "#/$defs/paid" }, { const: "open" }, { $ref: "#/$defs/parcel" }],
};
const stands = (path) =>
  path.slice(2).split("/").reduce((value, key) => value?.[key], schema) !== undefined;
for (const inlineRefs of [true, false]) {
  const validate = new Ajv2020.default({ allErrors: true, inlineRefs }).compile(schema);
  validate("gone");
  const paths = validate.errors.map(({ schemaPath }) => schemaPath);
  console.log(`inlineRefs ${inlineRefs}: ${paths.map((path) => `${path} ${stands(path)}`).join(", ")}`);
}
JS
node seen.mjs | tee seen
diff seen - <<'EXPECTED'
inlineRefs true: #/$defs/paid/const true, #/anyOf/1/const true, #/type false, #/anyOf true
inlineRefs false: #/const false, #/anyOf/1/const true, #/type false, #/anyOf true
EXPECTED
