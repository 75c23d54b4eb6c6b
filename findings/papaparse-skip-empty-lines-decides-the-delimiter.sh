#!/usr/bin/env bash
# papaparse 5.7.1, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a file of semicolons, as spreadsheets of half of Europe and of Viet Nam write it, is found to be one, however
#   short; and skipEmptyLines skips empty lines.
# Behaviour: with two columns and less than ten lines the line break at the end is enough that the delimiter is not found: each
#   line comes as one cell, under "name;phone". skipEmptyLines mends it, for the empty line counts when the delimiter is
#   guessed. With ten lines, three columns or no line break at the end it is found.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund papaparse@5.7.1
cat >try.mjs <<'JS'
import Papa from "papaparse";
const people = Array.from({ length: 9 }, (_, index) => `Lan ${index};0901`);
const file = (count, header = "name;phone") => [header, ...people.slice(0, count)].join("\n");
for (const [what, text, options] of [
  ["2 lines, no end", file(1)],
  ["2 lines", `${file(1)}\n`],
  ["2 lines, skipEmptyLines", `${file(1)}\n`, { skipEmptyLines: true }],
  ["9 lines", `${file(8)}\n`],
  ["10 lines", `${file(9)}\n`],
  ["3 columns", "name;phone;note\nLan;0901;new\n"],
]) {
  const { data, errors, meta } = Papa.parse(text, { header: true, ...options });
  console.log(`${what}: "${meta.delimiter}" ${JSON.stringify(data[0])} ${errors.map(({ code }) => code).join() || "no errors"}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
2 lines, no end: ";" {"name":"Lan 0","phone":"0901"} no errors
2 lines: "," {"name;phone":"Lan 0;0901"} UndetectableDelimiter
2 lines, skipEmptyLines: ";" {"name":"Lan 0","phone":"0901"} no errors
9 lines: "," {"name;phone":"Lan 0;0901"} UndetectableDelimiter
10 lines: ";" {"name":"Lan 0","phone":"0901"} TooFewFields
3 columns: ";" {"name":"Lan","phone":"0901","note":"new"} TooFewFields
TXT
diff wanted seen
