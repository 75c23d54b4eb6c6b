#!/usr/bin/env bash
# exceljs 4.4.0 and write-excel-file 4.1.1, with read-excel-file 9.3.17 and xlsx 0.18.5 as readers; seen 2026-11-29 with Node
#   20.20 and 24.21.
# Likely guess: a text in a cell comes out of the sheet as it went in; what the format uses for itself, the writer escapes.
# Behaviour: in a sheet _x1080_ stands for the letter U+1080 (ECMA-376, ST_Xstring), so a writer has to write _x005F_x1080_ for
#   it. Neither of the two does: the picture anh_x1080_moi.jpg has a Burmese sign in its name for each reader, exceljs itself
#   included, and the file is not found. What is no four digits of a code, or has no "_" behind it, is spared.
# Seen: the lines below: what each reader makes of the text.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  exceljs@4.4.0 write-excel-file@4.1.1 read-excel-file@9.3.17 xlsx@0.18.5
cat >try.mjs <<'JS'
import ExcelJS from "exceljs";
import { readSheet } from "read-excel-file/node";
import writeExcelFile from "write-excel-file/node";
import XLSX from "xlsx";
const texts = ["anh_x1080_moi.jpg", "sku_x0020_", "don_x00e9_1", "anh_x1080.jpg", "_x12_", "_X1080_"];
const workbook = new ExcelJS.Workbook();
workbook.addWorksheet("names").addRows(texts.map((text) => [text]));
const sheets = {
  exceljs: Buffer.from(await workbook.xlsx.writeBuffer()),
  "write-excel-file": await (await writeExcelFile(texts.map((value) => [{ value }]))).toBuffer(),
};
for (const [writer, bytes] of Object.entries(sheets)) {
  const reread = new ExcelJS.Workbook();
  await reread.xlsx.load(bytes);
  const [sheet] = Object.values(XLSX.read(bytes).Sheets);
  const readers = {
    exceljs: texts.map((_, at) => reread.worksheets[0].getCell(at + 1, 1).value),
    "read-excel-file": (await readSheet(bytes, { trim: false })).map(([value]) => value),
    xlsx: XLSX.utils.sheet_to_json(sheet, { header: 1 }).map(([value]) => value),
  };
  for (const [reader, read] of Object.entries(readers))
    console.log(
      `${writer}, read by ${reader}: ${texts
        .map((text, at) => (read[at] === text ? `${text} the same` : `${text} as ${JSON.stringify(read[at])}`))
        .join(", ")}`,
    );
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
exceljs, read by exceljs: anh_x1080_moi.jpg as "anhႀmoi.jpg", sku_x0020_ as "sku ", don_x00e9_1 the same, anh_x1080.jpg the same, _x12_ the same, _X1080_ the same
exceljs, read by read-excel-file: anh_x1080_moi.jpg as "anhႀmoi.jpg", sku_x0020_ as "sku ", don_x00e9_1 as "doné1", anh_x1080.jpg the same, _x12_ the same, _X1080_ the same
exceljs, read by xlsx: anh_x1080_moi.jpg as "anhႀmoi.jpg", sku_x0020_ as "sku ", don_x00e9_1 as "doné1", anh_x1080.jpg the same, _x12_ the same, _X1080_ as "ႀ"
write-excel-file, read by exceljs: anh_x1080_moi.jpg as "anhႀmoi.jpg", sku_x0020_ as "sku ", don_x00e9_1 the same, anh_x1080.jpg the same, _x12_ the same, _X1080_ the same
write-excel-file, read by read-excel-file: anh_x1080_moi.jpg as "anhႀmoi.jpg", sku_x0020_ as "sku ", don_x00e9_1 as "doné1", anh_x1080.jpg the same, _x12_ the same, _X1080_ the same
write-excel-file, read by xlsx: anh_x1080_moi.jpg as "anhႀmoi.jpg", sku_x0020_ as "sku ", don_x00e9_1 as "doné1", anh_x1080.jpg the same, _x12_ the same, _X1080_ as "ႀ"
TXT
diff wanted seen
