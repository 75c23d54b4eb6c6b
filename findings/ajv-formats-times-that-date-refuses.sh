#!/usr/bin/env bash
# ajv 8.20.0 with ajv-formats 3.0.1, seen 2026-11-28 with Node 20.20.
# Likely guess: what passes `format: date-time` is RFC 3339, so `new Date(text)` can read it.
# Behaviour: it also takes an offset of hours alone (+07) or without the colon (+0700), which RFC 3339 does not have,
#   and a leap second on any day, wherever it falls on 23:59:60 UTC. Date makes Invalid Date of +07 and of the second.
#   Of the durations it takes no fractions of a second.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund ajv@8.20.0 ajv-formats@3.0.1
cat >try.mjs <<'JS'
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
const ajv = new Ajv.default();
addFormats.default(ajv);
const isTime = ajv.compile({ type: "string", format: "date-time" });
for (const text of ["2026-06-30T12:00:00+07:00", "2026-06-30T12:00:00+07", "2026-06-30T12:00:00+0700", "2026-06-30T23:59:60Z", "2026-03-02T06:59:60+07:00", "2026-03-02T12:00:60Z", "2026-06-30T24:00:00Z", "2026-06-30T12:00:00"])
  console.log(text, isTime(text) ? "valid" : "invalid", Number.isNaN(Date.parse(text)) ? "Date can't read it" : "Date reads it");
const isDuration = ajv.compile({ type: "string", format: "duration" });
for (const text of ["PT30S", "PT0.5S", "P1W", "P1Y2W"]) console.log(text, isDuration(text) ? "valid" : "invalid");
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
2026-06-30T12:00:00+07:00 valid Date reads it
2026-06-30T12:00:00+07 valid Date can't read it
2026-06-30T12:00:00+0700 valid Date reads it
2026-06-30T23:59:60Z valid Date can't read it
2026-03-02T06:59:60+07:00 valid Date can't read it
2026-03-02T12:00:60Z invalid Date can't read it
2026-06-30T24:00:00Z invalid Date reads it
2026-06-30T12:00:00 invalid Date reads it
PT30S valid
PT0.5S invalid
P1W valid
P1Y2W invalid
TXT
diff wanted seen
