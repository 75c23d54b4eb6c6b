#!/usr/bin/env bash
# fast-csv 5.0.8 (@fast-csv/format), with papaparse 5.7.1 and csv-stringify 6.9.0 beside it; seen 2026-11-29 with Node 20.20 and
#   24.21.
# Likely guess: a row is a list of cells, and a cell that is a list is joined with commas, wherever it stands.
# Behaviour: when the FIRST cell is a list, fast-csv takes each cell of the row for a pair of name and value and writes what
#   stands second in it: of a list its second element, of a text its second letter, of a number nothing. The rest of the row
#   is lost. In the second place a list is joined.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  fast-csv@5.0.8 papaparse@5.7.1 csv-stringify@6.9.0
cat >try.mjs <<'JS'
import { stringify } from "csv-stringify/sync";
import { writeToString } from "fast-csv";
import Papa from "papaparse";
for (const row of [
  [["new", "sale"], "Lan", 500],
  ["Lan", ["new", "sale"], 500],
  [[], "Lan", 500],
])
  console.log(
    `${JSON.stringify(row)}: fast-csv ${await writeToString([row])} | papaparse ${Papa.unparse([row])} |`,
    `csv-stringify ${stringify([row]).trim()}`,
  );
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
[["new","sale"],"Lan",500]: fast-csv sale,a, | papaparse "new,sale",Lan,500 | csv-stringify "[""new"",""sale""]",Lan,500
["Lan",["new","sale"],500]: fast-csv Lan,"new,sale",500 | papaparse Lan,"new,sale",500 | csv-stringify Lan,"[""new"",""sale""]",500
[[],"Lan",500]: fast-csv ,Lan,500 | papaparse ,Lan,500 | csv-stringify [],Lan,500
TXT
diff wanted seen
