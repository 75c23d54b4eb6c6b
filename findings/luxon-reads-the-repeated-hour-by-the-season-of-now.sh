#!/usr/bin/env bash
# luxon 3.7.2, seen 2026-11-29 with Node 20.20 and 24.21; temporal-polyfill 1.0.8 beside it.
# Likely guess: a local time that comes twice, when the clocks go back, is one fixed instant of the two (the earlier one,
#   say), so that the same text with the same zone is the same moment whenever it is read.
# Behaviour: it depends on the day on which it is read: in summer luxon takes the summer time's one, in winter the other,
#   an hour later. A reminder stored as text moves by an hour in the night of the change, and a test passes for half of
#   the year. luxon's guide promises neither of the two, says nothing of the clock, and shows the summer time's.
# Seen: the lines below. Settings.now stands for the clock.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund luxon@3.7.2 temporal-polyfill@1.0.8
cat >try.mjs <<'JS'
import { DateTime, Settings } from "luxon";
import { Temporal } from "temporal-polyfill";
for (const [zone, local] of [
  ["Europe/Berlin", "2026-10-25T02:30:00"],
  ["America/New_York", "2026-11-01T01:30:00"],
  ["Australia/Lord_Howe", "2026-04-05T01:45:00"],
  ["Europe/Berlin", "2026-10-25T03:30:00"],
]) {
  for (const today of ["2026-07-01T00:00Z", "2026-12-01T00:00Z"]) {
    Settings.now = () => Date.parse(today);
    const read = DateTime.fromISO(local, { zone });
    const fields = DateTime.fromObject(read.toObject(), { zone });
    console.log(`${zone} ${local} read in ${today.slice(0, 7)}: ${read.toUTC().toISOTime()}, from fields ${fields.toUTC().toISOTime()}`);
  }
  console.log(`  Temporal: ${Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant()}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
Europe/Berlin 2026-10-25T02:30:00 read in 2026-07: 00:30:00.000Z, from fields 00:30:00.000Z
Europe/Berlin 2026-10-25T02:30:00 read in 2026-12: 01:30:00.000Z, from fields 01:30:00.000Z
  Temporal: 2026-10-25T00:30:00Z
America/New_York 2026-11-01T01:30:00 read in 2026-07: 05:30:00.000Z, from fields 05:30:00.000Z
America/New_York 2026-11-01T01:30:00 read in 2026-12: 06:30:00.000Z, from fields 06:30:00.000Z
  Temporal: 2026-11-01T05:30:00Z
Australia/Lord_Howe 2026-04-05T01:45:00 read in 2026-07: 15:15:00.000Z, from fields 15:15:00.000Z
Australia/Lord_Howe 2026-04-05T01:45:00 read in 2026-12: 14:45:00.000Z, from fields 14:45:00.000Z
  Temporal: 2026-04-04T14:45:00Z
Europe/Berlin 2026-10-25T03:30:00 read in 2026-07: 02:30:00.000Z, from fields 02:30:00.000Z
Europe/Berlin 2026-10-25T03:30:00 read in 2026-12: 02:30:00.000Z, from fields 02:30:00.000Z
  Temporal: 2026-10-25T02:30:00Z
TXT
diff wanted seen
