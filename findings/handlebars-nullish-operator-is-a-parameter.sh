#!/usr/bin/env bash
# handlebars 4.7.9, seen 2026-11-28 with Node 20.20.
# Likely guess: {{name ?? other}} is a syntax error, as {{name || other}} is, and is found when the template is parsed.
# Behaviour: ?? is a valid name, so this calls a helper `name` with two parameters, `??` and `other`. It parses and
#   compiles. When it is filled in, the data decides: with a text or nothing under the name it throws, with a function
#   there that is called.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund handlebars@4.7.9
cat >try.mjs <<'JS'
import Handlebars from "handlebars";
const outcome = (make) => {
  try {
    return JSON.stringify(make());
  } catch (error) {
    const [first] = error.message.split("\n");
    return `throws ${/is not a function$/.test(first) ? "… is not a function" : first}`;
  }
};
for (const text of ["{{name || other}}", "{{name ?? other}}"]) {
  console.log(`${text} parses:`, outcome(() => Handlebars.parse(text).body[0].params.map((one) => one.original)));
  for (const [what, data] of Object.entries({ "a text": { name: "Lan" }, nothing: {}, "a function": { name: () => 7 } }))
    for (const strict of [false, true])
      console.log(`  ${what}, strict ${strict}:`, outcome(() => Handlebars.compile(text, { strict })(data)));
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{{name || other}} parses: throws Parse error on line 1:
  a text, strict false: throws Parse error on line 1:
  a text, strict true: throws Parse error on line 1:
  nothing, strict false: throws Parse error on line 1:
  nothing, strict true: throws Parse error on line 1:
  a function, strict false: throws Parse error on line 1:
  a function, strict true: throws Parse error on line 1:
{{name ?? other}} parses: ["??","other"]
  a text, strict false: throws … is not a function
  a text, strict true: throws … is not a function
  nothing, strict false: throws Missing helper: "name"
  nothing, strict true: throws "name" not defined in [object Object] - 1:2
  a function, strict false: "7"
  a function, strict true: "7"
TXT
diff wanted seen
