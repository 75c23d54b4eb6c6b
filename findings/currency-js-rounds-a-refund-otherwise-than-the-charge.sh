#!/usr/bin/env bash
# currency.js 2.0.4, with decimal.js 10.6.0 and Intl beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: half a cent is rounded by its amount, so a charge and its refund of the same amount come to zero; as Intl and
#   decimal.js have it.
# Behaviour: halves go up towards plus infinity: 1.005 is 1.01 and -1.005 is -1.00, so a cent is left over, of each; likewise in
#   what multiply() and divide() give. A text with an exponent is read letter by letter: "1e3" is 13, and "1e-7", which is how
#   JavaScript writes that number, is NaN.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund currency.js@2.0.4 decimal.js@10.6.0
cat >try.mjs <<'JS'
import currency from "currency.js";
import Decimal from "decimal.js";
const intl = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
for (const amount of [1.005, 2.675, 0.125]) {
  const sums = {
    "currency.js": [currency(amount).value, currency(-amount).value],
    "decimal.js": [new Decimal(amount).toFixed(2), new Decimal(-amount).toFixed(2)],
    Intl: [intl.format(amount), intl.format(-amount)],
  };
  for (const [name, [charge, refund]] of Object.entries(sums))
    console.log(`${name} ${amount}: charge ${charge}, refund ${refund}, left over ${(Number(charge) + Number(refund)).toFixed(2)}`);
}
console.log(`5 * 0.125 = ${currency(5).multiply(0.125)}, -5 * 0.125 = ${currency(-5).multiply(0.125)}`);
for (const text of ["1e3", String(1e21), String(1e-7)]) console.log(`"${text}": ${currency(text).value}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
currency.js 1.005: charge 1.01, refund -1, left over 0.01
decimal.js 1.005: charge 1.01, refund -1.01, left over 0.00
Intl 1.005: charge 1.01, refund -1.01, left over 0.00
currency.js 2.675: charge 2.68, refund -2.67, left over 0.01
decimal.js 2.675: charge 2.68, refund -2.68, left over 0.00
Intl 2.675: charge 2.68, refund -2.68, left over 0.00
currency.js 0.125: charge 0.13, refund -0.12, left over 0.01
decimal.js 0.125: charge 0.13, refund -0.13, left over 0.00
Intl 0.125: charge 0.13, refund -0.13, left over 0.00
5 * 0.125 = 0.63, -5 * 0.125 = -0.62
"1e3": 13
"1e+21": 121
"1e-7": NaN
TXT
diff wanted seen
