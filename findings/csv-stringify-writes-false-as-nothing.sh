#!/usr/bin/env bash
# csv-stringify 6.9.0, with papaparse 5.7.1 and fast-csv 5.0.8 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: true and false are written as such or as 1 and 0, and a Date as a date that others read.
# Behaviour: csv-stringify writes true as 1 and false as nothing, which can't be told from null or "": who counts the unpaid
#   finds none. A Date becomes a number of milliseconds, an invalid one NaN, a Map or a Set {}.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  csv-stringify@6.9.0 papaparse@5.7.1 fast-csv@5.0.8
cat >try.mjs <<'JS'
import { stringify } from "csv-stringify/sync";
import { writeToString } from "fast-csv";
import Papa from "papaparse";
for (const [what, value] of Object.entries({
  true: true,
  false: false,
  null: null,
  zero: 0,
  Date: new Date("2026-11-29T03:00:00Z"),
  "invalid Date": new Date(Number.NaN),
  Set: new Set([1]),
})) {
  const row = ["A1", value, "end"];
  console.log(`${what}: csv-stringify ${stringify([row]).trim()} | papaparse ${Papa.unparse([row])} | fast-csv ${await writeToString([row])}`);
}
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
true: csv-stringify A1,1,end | papaparse A1,true,end | fast-csv A1,true,end
false: csv-stringify A1,,end | papaparse A1,false,end | fast-csv A1,false,end
null: csv-stringify A1,,end | papaparse A1,,end | fast-csv A1,,end
zero: csv-stringify A1,0,end | papaparse A1,0,end | fast-csv A1,0,end
Date: csv-stringify A1,1795921200000,end | papaparse A1,2026-11-29T03:00:00.000Z,end | fast-csv A1,Sun Nov 29 2026 03:00:00 GMT+0000 (Coordinated Universal Time),end
invalid Date: csv-stringify A1,NaN,end | papaparse A1,,end | fast-csv A1,Invalid Date,end
Set: csv-stringify A1,{},end | papaparse A1,[object Set],end | fast-csv A1,[object Set],end
TXT
diff wanted seen
