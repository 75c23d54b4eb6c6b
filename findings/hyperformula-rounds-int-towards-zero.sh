#!/usr/bin/env bash
# hyperformula 3.5.0, with @formulajs/formulajs 4.6.1 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: INT() rounds down, as it does in Excel, Google's sheets and LibreOffice, so INT(-2.5) is -3, and
#   INT(x / 2) * 2 + MOD(x, 2) is x.
# Behaviour: it cuts off, as TRUNC does: -2. Whole days before a date, and the usual INT(x + 0.5), are off by one below zero. MOD
#   and FLOOR beside it do as in a spreadsheet, so the two halves no longer add up. TEXT with "0%" drops the number, and
#   DAYS360 does not take a 31st for a 30th.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund --legacy-peer-deps \
  hyperformula@3.5.0 @formulajs/formulajs@4.6.1
cat >try.mjs <<'JS'
import * as formulajs from "@formulajs/formulajs";
import { HyperFormula } from "hyperformula";
const evaluate = (formula) => HyperFormula.buildFromArray([[`=${formula}`]], { licenseKey: "gpl-v3" }).getCellValue({ sheet: 0, row: 0, col: 0 });
const call = (formula) => new Function(...Object.keys(formulajs), `return ${formula}`)(...Object.values(formulajs));
for (const formula of [
  "INT(2.5)",
  "INT(-2.5)",
  "TRUNC(-2.5)",
  "FLOOR(-2.5,1)",
  "INT(-0.1)",
  "INT(-7/2)*2+MOD(-7,2)",
  'TEXT(0.256,"0%")',
  'TEXT(0.256,"0.0")',
  "DAYS360(DATE(2026,1,31),DATE(2026,2,28))",
])
  console.log(`${formula}: hyperformula ${evaluate(formula)}, formulajs ${call(formula)}`);
JS
node try.mjs 2>/dev/null | tee seen
cat >wanted <<'TXT'
INT(2.5): hyperformula 2, formulajs 2
INT(-2.5): hyperformula -2, formulajs -3
TRUNC(-2.5): hyperformula -2, formulajs -2
FLOOR(-2.5,1): hyperformula -3, formulajs -3
INT(-0.1): hyperformula 0, formulajs -1
INT(-7/2)*2+MOD(-7,2): hyperformula -5, formulajs -7
TEXT(0.256,"0%"): hyperformula 0%, formulajs 26%
TEXT(0.256,"0.0"): hyperformula 0.3, formulajs 0.3
DAYS360(DATE(2026,1,31),DATE(2026,2,28)): hyperformula 28, formulajs 30
TXT
diff wanted seen
