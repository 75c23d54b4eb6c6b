#!/usr/bin/env bash
# json-logic-js 2.0.5, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: "<" with three values asks whether the middle one is between the others, and ">" with three asks the same from
#   above; or it is refused.
# Behaviour: ">" and ">=" compare the first two and pass over the third, so 65 > age > 18 lets a child through. "<" does so
#   from the fourth value on. "==" and "!=" also take the first two alone.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund json-logic-js@2.0.5
cat >try.mjs <<'JS'
import jsonLogic from "json-logic-js";
const age = { var: "age" };
for (const rule of [{ "<": [18, age, 65] }, { ">": [65, age, 18] }, { ">=": [65, age, 18] }, { "<": [18, age, 65, 99, 1] }, { "==": [age, age, 0] }])
  console.log(JSON.stringify(rule), [10, 30, 70].map((years) => `${years}: ${jsonLogic.apply(rule, { age: years })}`).join(", "));
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{"<":[18,{"var":"age"},65]} 10: false, 30: true, 70: false
{">":[65,{"var":"age"},18]} 10: true, 30: true, 70: false
{">=":[65,{"var":"age"},18]} 10: true, 30: true, 70: false
{"<":[18,{"var":"age"},65,99,1]} 10: false, 30: true, 70: false
{"==":[{"var":"age"},{"var":"age"},0]} 10: true, 30: true, 70: true
TXT
diff wanted seen
