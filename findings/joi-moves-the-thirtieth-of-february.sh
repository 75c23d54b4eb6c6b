#!/usr/bin/env bash
# joi 18.3.2, with zod 4.6.7 and ajv 8.20.0 (ajv-formats 3.0.1) beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: string().isoDate() and date().iso() refuse a day that does not exist, and leave a date as it was written. A date
#   without hyphens, which ISO 8601 allows, is that date or refused.
# Behaviour: 2026-02-30 becomes 2026-03-02, and the text is replaced by it, with an hour and a Z that nobody wrote. date() takes
#   each text of digits for milliseconds since 1970, so 20261129 is in the night of 1 January 1970 and 2026 two seconds
#   after midnight, whereas date().iso() takes 2026 for the year.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund joi@18.3.2 zod@4.6.7 ajv@8.20.0 ajv-formats@3.0.1
cat >try.mjs <<'JS'
import Ajv from "ajv";
import addFormats from "ajv-formats";
import Joi from "joi";
import { z } from "zod";
const ajv = new Ajv.default();
addFormats.default(ajv);
const isDate = ajv.compile({ type: "string", format: "date" });
const ways = {
  "Joi.string().isoDate()": (text) => Joi.attempt(text, Joi.string().isoDate()),
  "Joi.date().iso()": (text) => Joi.attempt(text, Joi.date().iso()).toISOString(),
  "Joi.date()": (text) => Joi.attempt(text, Joi.date()).toISOString(),
  "z.iso.date()": (text) => z.iso.date().parse(text),
  "ajv date": (text) => {
    if (!isDate(text)) throw new Error("refused");
    return text;
  },
};
for (const text of ["2026-11-29", "2026-02-30", "20261129", "2026"])
  for (const [name, way] of Object.entries(ways)) {
    let read = "refused";
    try {
      read = way(text);
    } catch {}
    console.log(`${text} ${name}: ${read}`);
  }
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
2026-11-29 Joi.string().isoDate(): 2026-11-29T00:00:00.000Z
2026-11-29 Joi.date().iso(): 2026-11-29T00:00:00.000Z
2026-11-29 Joi.date(): 2026-11-29T00:00:00.000Z
2026-11-29 z.iso.date(): 2026-11-29
2026-11-29 ajv date: 2026-11-29
2026-02-30 Joi.string().isoDate(): 2026-03-02T00:00:00.000Z
2026-02-30 Joi.date().iso(): 2026-03-02T00:00:00.000Z
2026-02-30 Joi.date(): 2026-03-02T00:00:00.000Z
2026-02-30 z.iso.date(): refused
2026-02-30 ajv date: refused
20261129 Joi.string().isoDate(): refused
20261129 Joi.date().iso(): refused
20261129 Joi.date(): 1970-01-01T05:37:41.129Z
20261129 z.iso.date(): refused
20261129 ajv date: refused
2026 Joi.string().isoDate(): 2026-01-01T00:00:00.000Z
2026 Joi.date().iso(): 2026-01-01T00:00:00.000Z
2026 Joi.date(): 1970-01-01T00:00:02.026Z
2026 z.iso.date(): refused
2026 ajv date: refused
TXT
diff wanted seen
