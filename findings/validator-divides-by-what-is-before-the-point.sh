#!/usr/bin/env bash
# validator 13.15.35 (isDivisibleBy), with zod 4.6.7 (multipleOf) and class-validator 0.15.1 (on validator) beside it; seen
#   2026-11-29 with Node 20.20 and 24.21.
# Likely guess: isDivisibleBy(amount, "0.5") asks whether the amount is a multiple of one half, or refuses a divisor that is no whole
#   number.
# Behaviour: of the divisor what stands before the point is taken, so 2.5 is 2: 4 is divisible by it and 5 is not; by 0.5 nothing
#   is. The amount keeps its fraction: 10.5 is not divisible by 2. class-validator's IsDivisibleBy, which takes numbers, does the same.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  validator@13.15.35 zod@4.6.7 class-validator@0.15.1
cat >try.mjs <<'JS'
import { isDivisibleBy as ofClasses } from "class-validator";
import validator from "validator";
import { z } from "zod";
for (const [text, divisor] of [
  ["4", 2],
  ["4", 2.5],
  ["5", 2.5],
  ["10", 0.5],
  ["10.5", 0.5],
  ["10.5", 2],
])
  console.log(
    `${text} by ${divisor}: validator ${validator.isDivisibleBy(text, String(divisor))}, class-validator ${ofClasses(Number(text), divisor)},`,
    `zod ${z.number().multipleOf(divisor).safeParse(Number(text)).success}`,
  );
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
4 by 2: validator true, class-validator true, zod true
4 by 2.5: validator true, class-validator true, zod false
5 by 2.5: validator false, class-validator false, zod true
10 by 0.5: validator false, class-validator false, zod true
10.5 by 0.5: validator false, class-validator false, zod true
10.5 by 2: validator false, class-validator false, zod false
TXT
diff wanted seen
