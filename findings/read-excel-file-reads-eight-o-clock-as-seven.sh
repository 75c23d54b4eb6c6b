#!/usr/bin/env bash
# read-excel-file 9.3.17 with write-excel-file 4.1.1 of the same house, exceljs 4.4.0 beside them; seen 2026-11-29 with Node 20.20
#   and 24.21.
# Likely guess: eight o'clock in a sheet is eight o'clock: a day is stored as a fraction, and what lacks in its last digit is
#   rounded off, as exceljs does.
# Behaviour: the fraction is cut to milliseconds, so nearly a third of all minutes come out a millisecond early: 8:00 is 7:59:59.999.
#   Whoever shows hours and minutes shows 7:59, and whoever groups by the hour counts it under 7, also for what
#   write-excel-file wrote itself. Days are right; a table of appointments has some that are wrong and some that are not.
# Seen: the lines below; times are UTC.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  read-excel-file@9.3.17 write-excel-file@4.1.1 exceljs@4.4.0
cat >try.mjs <<'JS'
import ExcelJS from "exceljs";
import { readSheet } from "read-excel-file/node";
import writeExcelFile from "write-excel-file/node";
const minutes = Array.from({ length: 24 * 60 }, (_, minute) => new Date(Date.UTC(2026, 10, 30, 0, minute)));
const rows = minutes.map((value) => [{ value, type: Date, format: "yyyy-mm-dd hh:mm" }]);
const bytes = await (await writeExcelFile(rows)).toBuffer();
const workbook = new ExcelJS.Workbook();
await workbook.xlsx.load(bytes);
const readers = {
  "read-excel-file": (await readSheet(bytes)).map(([value]) => value),
  exceljs: minutes.map((_, at) => workbook.worksheets[0].getCell(at + 1, 1).value),
};
for (const [name, read] of Object.entries(readers)) {
  console.log(`${name}: ${minutes.filter((minute, at) => +minute !== +read[at]).length} of ${minutes.length} minutes are another time`);
  console.log(`  full hours: ${read.filter((_, at) => at % 60 === 0).map((time) => time.toISOString().slice(11, 16)).join(" ")}`);
  console.log(`  eight o'clock: ${read[8 * 60].toISOString()}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
read-excel-file: 448 of 1440 minutes are another time
  full hours: 00:00 01:00 01:59 03:00 04:00 04:59 06:00 07:00 07:59 09:00 10:00 10:59 12:00 13:00 13:59 15:00 16:00 16:59 18:00 19:00 19:59 21:00 22:00 22:59
  eight o'clock: 2026-11-30T07:59:59.999Z
exceljs: 0 of 1440 minutes are another time
  full hours: 00:00 01:00 02:00 03:00 04:00 05:00 06:00 07:00 08:00 09:00 10:00 11:00 12:00 13:00 14:00 15:00 16:00 17:00 18:00 19:00 20:00 21:00 22:00 23:00
  eight o'clock: 2026-11-30T08:00:00.000Z
TXT
diff wanted seen
