#!/usr/bin/env bash
# rrule 2.8.1 and rrule-temporal 2.2.8, two readers of RFC 5545; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: with a DTSTART that has a zone, an UNTIL, EXDATE or RDATE that ends in Z is a moment in UTC. For UNTIL the
#   standard allows nothing else there.
# Behaviour: rrule takes them for the wall clock of the zone, "Z" or not. In Viet Nam the last time is lost, west of Greenwich
#   there may be one too many, an exception excepts nothing, and an extra date comes at 19:00Z instead of at 02:00Z. A start
#   that is a day (VALUE=DATE) is passed over: the series begins now.
# Seen: the lines below; days and hours are UTC.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund rrule@2.8.1 rrule-temporal@2.2.8
cat >try.mjs <<'JS'
import rrule from "rrule";
import { RRuleTemporal } from "rrule-temporal";
const show = (dates) => dates.map((date) => new Date(date).toISOString().slice(8, 16)).join(" ");
for (const lines of [
  ["DTSTART;TZID=Asia/Ho_Chi_Minh:20261201T090000", "RRULE:FREQ=DAILY;UNTIL=20261203T020000Z"],
  ["DTSTART;TZID=America/New_York:20261201T200000", "RRULE:FREQ=DAILY;UNTIL=20261203T235959Z"],
  ["DTSTART;TZID=Asia/Ho_Chi_Minh:20261201T090000", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261202T020000Z"],
  ["DTSTART;TZID=Asia/Ho_Chi_Minh:20261201T090000", "RRULE:FREQ=DAILY;COUNT=1", "RDATE:20261205T020000Z"],
]) {
  console.log(lines.join(" "));
  console.log("  rrule", show(rrule.rrulestr(lines.join("\n")).all()));
  console.log("  rrule-temporal", show(new RRuleTemporal({ rruleString: lines.join("\n") }).all().map((at) => at.epochMilliseconds)));
}
const [first] = rrule.rrulestr("DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=DAILY;COUNT=1").all();
console.log("a start of 2020 that is a day begins", Math.abs(first - Date.now()) < 60_000 ? "now" : first.toISOString());
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
DTSTART;TZID=Asia/Ho_Chi_Minh:20261201T090000 RRULE:FREQ=DAILY;UNTIL=20261203T020000Z
  rrule 01T02:00 02T02:00
  rrule-temporal 01T02:00 02T02:00 03T02:00
DTSTART;TZID=America/New_York:20261201T200000 RRULE:FREQ=DAILY;UNTIL=20261203T235959Z
  rrule 02T01:00 03T01:00 04T01:00
  rrule-temporal 02T01:00 03T01:00
DTSTART;TZID=Asia/Ho_Chi_Minh:20261201T090000 RRULE:FREQ=DAILY;COUNT=3 EXDATE:20261202T020000Z
  rrule 01T02:00 02T02:00 03T02:00
  rrule-temporal 01T02:00 03T02:00
DTSTART;TZID=Asia/Ho_Chi_Minh:20261201T090000 RRULE:FREQ=DAILY;COUNT=1 RDATE:20261205T020000Z
  rrule 01T02:00 04T19:00
  rrule-temporal 01T02:00 05T02:00
a start of 2020 that is a day begins now
TXT
diff wanted seen
