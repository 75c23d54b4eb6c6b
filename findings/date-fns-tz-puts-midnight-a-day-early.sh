#!/usr/bin/env bash
# date-fns-tz 3.2.0 with date-fns 4.4.0, for which it is made; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: 24:00 is the end of the day that it stands behind, as ISO 8601 has it and as date-fns and Date read it.
# Behaviour: toDate and fromZonedTime of date-fns-tz take 24:00 for 0:00 of the same day, so a voucher that is good until
#   2026-12-31T24:00 ends a day early. 25:00 they refuse.
# Seen: the lines below; the machine's zone is UTC.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund date-fns-tz@3.2.0 date-fns@4.4.0
cat >try.mjs <<'JS'
import { parseISO } from "date-fns";
import { fromZonedTime, toDate } from "date-fns-tz";
const show = (date) => (Number.isNaN(+date) ? "invalid" : date.toISOString().slice(0, 16));
for (const text of ["2026-12-31T23:59Z", "2026-12-31T24:00Z", "2026-12-31T24:00", "2026-12-31T24:00+07:00", "2026-12-31T25:00Z"])
  console.log(
    `${text}: Date ${show(new Date(text))}, parseISO ${show(parseISO(text))}, toDate ${show(toDate(text, { timeZone: "UTC" }))},`,
    `fromZonedTime ${show(fromZonedTime(text, "UTC"))}`,
  );
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
2026-12-31T23:59Z: Date 2026-12-31T23:59, parseISO 2026-12-31T23:59, toDate 2026-12-31T23:59, fromZonedTime 2026-12-31T23:59
2026-12-31T24:00Z: Date 2027-01-01T00:00, parseISO 2027-01-01T00:00, toDate 2026-12-31T00:00, fromZonedTime 2026-12-31T00:00
2026-12-31T24:00: Date 2027-01-01T00:00, parseISO 2027-01-01T00:00, toDate 2026-12-31T00:00, fromZonedTime 2026-12-31T00:00
2026-12-31T24:00+07:00: Date 2026-12-31T17:00, parseISO 2026-12-31T17:00, toDate 2026-12-30T17:00, fromZonedTime 2026-12-30T17:00
2026-12-31T25:00Z: Date invalid, parseISO invalid, toDate invalid, fromZonedTime invalid
TXT
diff wanted seen
