#!/usr/bin/env bash
# js-yaml 5.5.0 and yaml 2.9.1, two libraries for YAML 1.2; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a writer puts quotes around a text that would be read as something else, "5e3" for one, and what is written without
#   them is a text for every reader of the same schema.
# Behaviour: js-yaml asks whether the number is finite, and only then quotes. A short hash of Git such as 12e4567, or an order 9e999, it
#   writes plain, and reads as a text. By the core schema it is a number all the same: yaml makes Infinity of it, and JSON.stringify null.
#   yaml writes them in quotes. Of the hashes with seven letters one in a hundred is such a one.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund js-yaml@5.5.0 yaml@2.9.1
cat >try.mjs <<'JS'
import { dump, load } from "js-yaml";
import { parse, stringify } from "yaml";
for (const commit of ["5e3", "12e456", "12e4567", "9e999", "1.5e400", "-3e310", "12e-4567", "1e308", "1e309"]) {
  const written = { "js-yaml": dump({ commit }), yaml: stringify({ commit }) };
  for (const [name, text] of Object.entries(written)) {
    const read = [load(text), parse(text)].map((value) => JSON.stringify(value.commit));
    console.log(`${commit}: ${name} writes ${text.trim()}; js-yaml reads ${read[0]}, yaml ${read[1]}`);
  }
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
5e3: js-yaml writes commit: '5e3'; js-yaml reads "5e3", yaml "5e3"
5e3: yaml writes commit: "5e3"; js-yaml reads "5e3", yaml "5e3"
12e456: js-yaml writes commit: 12e456; js-yaml reads "12e456", yaml null
12e456: yaml writes commit: "12e456"; js-yaml reads "12e456", yaml "12e456"
12e4567: js-yaml writes commit: 12e4567; js-yaml reads "12e4567", yaml null
12e4567: yaml writes commit: "12e4567"; js-yaml reads "12e4567", yaml "12e4567"
9e999: js-yaml writes commit: 9e999; js-yaml reads "9e999", yaml null
9e999: yaml writes commit: "9e999"; js-yaml reads "9e999", yaml "9e999"
1.5e400: js-yaml writes commit: 1.5e400; js-yaml reads "1.5e400", yaml null
1.5e400: yaml writes commit: "1.5e400"; js-yaml reads "1.5e400", yaml "1.5e400"
-3e310: js-yaml writes commit: -3e310; js-yaml reads "-3e310", yaml null
-3e310: yaml writes commit: "-3e310"; js-yaml reads "-3e310", yaml "-3e310"
12e-4567: js-yaml writes commit: '12e-4567'; js-yaml reads "12e-4567", yaml "12e-4567"
12e-4567: yaml writes commit: "12e-4567"; js-yaml reads "12e-4567", yaml "12e-4567"
1e308: js-yaml writes commit: '1e308'; js-yaml reads "1e308", yaml "1e308"
1e308: yaml writes commit: "1e308"; js-yaml reads "1e308", yaml "1e308"
1e309: js-yaml writes commit: 1e309; js-yaml reads "1e309", yaml null
1e309: yaml writes commit: "1e309"; js-yaml reads "1e309", yaml "1e309"
TXT
diff wanted seen
