#!/usr/bin/env bash
# yaml 2.9.1, with js-yaml 5.5.0 beside it as a second reader; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: parse(stringify(data)) has the same texts; `indent` changes how a file looks, and nothing of what is in it.
# Behaviour: a text of several lines whose first one, empty ones apart, begins with a space is written as a block with its depth
#   as a digit, and the digit is 2 whatever `indent` is: with an indent of 4 each line comes back with two spaces more, for
#   each reader. Of a text that is all spaces and line breaks the spaces are gone, with any indent. A text that stands
#   alone comes back with a space less, or yaml refuses what it wrote; js-yaml reads both.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund yaml@2.9.1 js-yaml@5.5.0
cat >try.mjs <<'JS'
import { isDeepStrictEqual } from "node:util";
import { load } from "js-yaml";
import { parse, stringify } from "yaml";
const read = (reader, text) => {
  try {
    return reader(text);
  } catch ({ message }) {
    return `refused: ${message.split("\n")[0]}`;
  }
};
const menu = "  1. tea\n  2. rice";
for (const [what, data, indents] of [
  ["in a map", { note: menu }, [2, 3, 4, 8]],
  ["in a list", [{ note: `\n ${menu}\n` }], [2, 4]],
  ["in a map", { note: "\n \n" }, [2, 4]],
  ["alone", `\n${menu}`, [2]],
  ["alone", " \nmenu", [2]],
])
  for (const indent of indents) {
    const written = stringify(data, { indent });
    for (const [name, reader] of Object.entries({ yaml: parse, "js-yaml": load })) {
      const back = read(reader, written);
      console.log(`${what}, indent ${indent}, ${name}: ${isDeepStrictEqual(back, data) ? "same" : `${JSON.stringify(data)} is ${JSON.stringify(back)}`}`);
    }
  }
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
in a map, indent 2, yaml: same
in a map, indent 2, js-yaml: same
in a map, indent 3, yaml: {"note":"  1. tea\n  2. rice"} is {"note":"   1. tea\n   2. rice"}
in a map, indent 3, js-yaml: {"note":"  1. tea\n  2. rice"} is {"note":"   1. tea\n   2. rice"}
in a map, indent 4, yaml: {"note":"  1. tea\n  2. rice"} is {"note":"    1. tea\n    2. rice"}
in a map, indent 4, js-yaml: {"note":"  1. tea\n  2. rice"} is {"note":"    1. tea\n    2. rice"}
in a map, indent 8, yaml: {"note":"  1. tea\n  2. rice"} is {"note":"        1. tea\n        2. rice"}
in a map, indent 8, js-yaml: {"note":"  1. tea\n  2. rice"} is {"note":"        1. tea\n        2. rice"}
in a list, indent 2, yaml: same
in a list, indent 2, js-yaml: same
in a list, indent 4, yaml: [{"note":"\n   1. tea\n  2. rice\n"}] is [{"note":"  \n     1. tea\n    2. rice\n"}]
in a list, indent 4, js-yaml: [{"note":"\n   1. tea\n  2. rice\n"}] is [{"note":"  \n     1. tea\n    2. rice\n"}]
in a map, indent 2, yaml: {"note":"\n \n"} is {"note":"\n\n"}
in a map, indent 2, js-yaml: {"note":"\n \n"} is {"note":"\n\n"}
in a map, indent 4, yaml: {"note":"\n \n"} is {"note":"\n\n"}
in a map, indent 4, js-yaml: {"note":"\n \n"} is {"note":"\n\n"}
alone, indent 2, yaml: "\n  1. tea\n  2. rice" is "\n 1. tea\n 2. rice"
alone, indent 2, js-yaml: same
alone, indent 2, yaml: " \nmenu" is "refused: Unexpected scalar at node end at line 3, column 1:"
alone, indent 2, js-yaml: same
TXT
diff wanted seen
