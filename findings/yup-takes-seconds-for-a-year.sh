#!/usr/bin/env bash
# yup 1.7.1, with zod 4.6.7 (z.coerce.date) and joi 18.3.2 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a number for date() is milliseconds since 1970, as for new Date() and each other validator, or it is refused.
# Behaviour: its digits are read as text in ISO 8601: the seconds of a webhook, 1700000000, are the year 1700, 0 is the year 2000 and 1
#   is 2001. The milliseconds of Date.now() are an invalid date and refused, except for a range whose digits happen to be one. No
#   error otherwise; the README shows date() with texts and Dates only.
# Seen: the lines below; the machine's zone is UTC.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund yup@1.7.1 zod@4.6.7 joi@18.3.2
cat >try.mjs <<'JS'
import Joi from "joi";
import { date } from "yup";
import { z } from "zod";
const show = (read) => {
  try {
    return read().toISOString().slice(0, 16);
  } catch {
    return "refused";
  }
};
for (const number of [0, 1, 5, 20261129, 1600000000, 1700000000, 1795946400, 1795946400000])
  console.log(
    `${number}: yup ${show(() => date().validateSync(number))}, zod ${show(() => z.coerce.date().parse(number))},`,
    `joi ${show(() => Joi.attempt(number, Joi.date()))}`,
  );
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
0: yup 2000-01-01T00:00, zod 1970-01-01T00:00, joi 1970-01-01T00:00
1: yup 2001-01-01T00:00, zod 1970-01-01T00:00, joi 1970-01-01T00:00
5: yup 2001-05-01T00:00, zod 1970-01-01T00:00, joi 1970-01-01T00:00
20261129: yup 2026-11-29T00:00, zod 1970-01-01T05:37, joi 1970-01-01T05:37
1600000000: yup 1600-01-01T00:00, zod 1970-01-19T12:26, joi 1970-01-19T12:26
1700000000: yup 1700-01-01T00:00, zod 1970-01-20T16:13, joi 1970-01-20T16:13
1795946400: yup 1802-10-03T16:00, zod 1970-01-21T18:52, joi 1970-01-21T18:52
1795946400000: yup refused, zod 2026-11-29T10:00, joi 2026-11-29T10:00
TXT
diff wanted seen
