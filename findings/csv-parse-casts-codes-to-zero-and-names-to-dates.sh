#!/usr/bin/env bash
# csv-parse 7.0.3 with cast and cast_date, papaparse 5.7.1 with dynamicTyping beside it; seen 2026-11-29 with Node 20.20 and
#   24.21.
# Likely guess: cast makes numbers of what is a number, to the letter or not at all; cast_date makes dates of what looks like
#   one.
# Behaviour: 0xA1 becomes 0, as each code does that begins with 0x, and a number of twenty digits is rounded; papaparse leaves
#   both as text. cast_date takes words with a number behind for dates of 2001: "Kho 12", "Loan 5/6".
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund csv-parse@7.0.3 papaparse@5.7.1
cat >try.mjs <<'JS'
import { parse } from "csv-parse/sync";
import Papa from "papaparse";
const show = (value) => (value instanceof Date ? `Date ${value.toISOString()}` : JSON.stringify(value));
for (const text of ["12", "0xA1", "0x0", "12345678901234567890", "2026-11-29", "Kho 12", "Loan 5/6", "Lan"]) {
  const [[cast]] = parse(text, { cast: true });
  const [[dated]] = parse(text, { cast: true, cast_date: true });
  const [[papa]] = Papa.parse(text, { dynamicTyping: true, delimiter: "," }).data;
  console.log(`${text}: cast ${show(cast)}, cast_date ${show(dated)}, papaparse ${show(papa)}`);
}
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
12: cast 12, cast_date 12, papaparse 12
0xA1: cast 0, cast_date 0, papaparse "0xA1"
0x0: cast 0, cast_date 0, papaparse "0x0"
12345678901234567890: cast 12345678901234567000, cast_date 12345678901234567000, papaparse "12345678901234567890"
2026-11-29: cast "2026-11-29", cast_date Date 2026-11-29T00:00:00.000Z, papaparse "2026-11-29"
Kho 12: cast "Kho 12", cast_date Date 2001-12-01T00:00:00.000Z, papaparse "Kho 12"
Loan 5/6: cast "Loan 5/6", cast_date Date 2001-05-06T00:00:00.000Z, papaparse "Loan 5/6"
Lan: cast "Lan", cast_date "Lan", papaparse "Lan"
TXT
diff wanted seen
