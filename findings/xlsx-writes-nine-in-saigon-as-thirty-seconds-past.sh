#!/usr/bin/env bash
# xlsx 0.18.5 (SheetJS, the newest of npm), with exceljs 4.4.0 at the other end; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a Date of nine o'clock, local time, is nine o'clock in the sheet, and midnight is a whole number; at worst it is
#   off by the hours of the zone.
# Behaviour: it is off by the odd minutes and seconds that the machine's zone had in 1899: 30 seconds in Viet Nam, 4 in
#   Thailand, 21 in France. xlsx takes them off again when it reads its own file, so its own tests pass. For whoever else
#   reads, a day is no whole number and finds no match; and of a day that another program wrote, xlsx reads the evening
#   before.
# Seen: the lines below: the seconds past the minute for exceljs, and how xlsx reads a day of exceljs.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund xlsx@0.18.5 exceljs@4.4.0
cat >try.mjs <<'JS'
import Excel from "exceljs";
import XLSX from "xlsx";
const local = (date) => `${date.toDateString()} ${date.toTimeString().slice(0, 8)}`;
const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[new Date(2026, 10, 29, 9)]]), "a");
const written = XLSX.write(book, { type: "buffer", bookType: "xlsx" });
const read = new Excel.Workbook();
await read.xlsx.load(written);
const other = new Excel.Workbook();
other.addWorksheet("a").addRow([new Date("2026-11-29T00:00:00Z")]);
const day = XLSX.read(await other.xlsx.writeBuffer(), { cellDates: true }).Sheets.a.A1.v;
const own = XLSX.read(written, { cellDates: true }).Sheets.a.A1.v;
console.log(
  `${process.env.TZ}: ${read.worksheets[0].getCell("A1").value.getUTCSeconds()} s, own ${local(own)}, day of exceljs ${local(day)}`,
);
JS
for zone in UTC Asia/Tokyo Asia/Ho_Chi_Minh Asia/Bangkok Asia/Singapore Europe/Paris; do TZ=$zone node try.mjs; done | tee seen
cat >wanted <<'TXT'
UTC: 0 s, own Sun Nov 29 2026 09:00:00, day of exceljs Sun Nov 29 2026 00:00:00
Asia/Tokyo: 0 s, own Sun Nov 29 2026 09:00:00, day of exceljs Sun Nov 29 2026 00:00:00
Asia/Ho_Chi_Minh: 30 s, own Sun Nov 29 2026 09:00:00, day of exceljs Sat Nov 28 2026 23:59:30
Asia/Bangkok: 4 s, own Sun Nov 29 2026 09:00:00, day of exceljs Sat Nov 28 2026 23:59:56
Asia/Singapore: 25 s, own Sun Nov 29 2026 09:00:00, day of exceljs Sat Nov 28 2026 23:59:35
Europe/Paris: 21 s, own Sun Nov 29 2026 09:00:00, day of exceljs Sat Nov 28 2026 23:59:39
TXT
diff wanted seen
