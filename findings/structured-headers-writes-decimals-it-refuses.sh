#!/usr/bin/env bash
# structured-headers 2.1.0 (RFC 9651, before it RFC 8941), seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a number becomes a decimal that has a digit behind its point, as the standard asks for, and what
#   serializeItem has written, parseItem of the same package reads.
# Behaviour: a number whose three decimals round to zeros loses them and keeps the point: 99.9999 is written as "100.",
#   which is no structured field, so the receiver has to drop the whole header. The parser refuses it, too.
#   NaN and Infinity are not refused: they become words (tokens).
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund structured-headers@2.1.0
cat >try.mjs <<'JS'
import { parseItem, serializeItem } from "structured-headers";
for (const value of [1.5, 1.001, 1.0004, 99.9999, 0.0001, -3.00001, 2.0005, 7, NaN, Infinity]) {
  const written = serializeItem([value, new Map()]);
  let read;
  try {
    const [bare] = parseItem(written);
    read = typeof bare === "number" ? `a number, ${bare}` : `a ${bare.constructor.name.toLowerCase()}, ${bare}`;
  } catch ({ message }) {
    read = message;
  }
  console.log(`${value} written "${written}", read: ${read}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
1.5 written "1.5", read: a number, 1.5
1.001 written "1.001", read: a number, 1.001
1.0004 written "1.", read: Parse error: Decimal cannot end on a period at offset 2
99.9999 written "100.", read: Parse error: Decimal cannot end on a period at offset 4
0.0001 written "0.", read: Parse error: Decimal cannot end on a period at offset 2
-3.00001 written "-3.", read: Parse error: Decimal cannot end on a period at offset 3
2.0005 written "2.001", read: a number, 2.001
7 written "7", read: a number, 7
NaN written "NaN", read: a token, NaN
Infinity written "Infinity", read: a token, Infinity
TXT
diff wanted seen
