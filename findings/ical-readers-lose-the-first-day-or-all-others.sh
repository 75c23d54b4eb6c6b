#!/usr/bin/env bash
# ical.js 2.2.1 and node-ical 0.27.2, with rrule 2.8.1 beside them, three readers of RFC 5545; seen 2026-11-29 with Node 20.20
#   and 24.21.
# Likely guess: an event with RDATE, which is how a calendar writes days that follow no rule, takes place on its first day
#   (DTSTART) and on each of those.
# Behaviour: node-ical has the first day alone, and with a rule the days of the rule: RDATE is passed over. ical.js has the
#   others and not the first day; with a rule beside it has all.
# Seen: the lines below: the days in December 2026.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.27.2 rrule@2.8.1
cat >try.mjs <<'JS'
import ICAL from "ical.js";
import nodeIcal from "node-ical";
import rrule from "rrule";
const days = (dates) => dates.map((date) => date.toISOString().slice(8, 10)).join(" ") || "none";
for (const [name, ...lines] of [
  ["no other day"],
  ["two days", "RDATE:20261203T090000Z,20261207T090000Z"],
  ["two days, a line each", "RDATE:20261203T090000Z", "RDATE:20261207T090000Z"],
  ["a rule", "RRULE:FREQ=DAILY;COUNT=2"],
  ["a rule and a day", "RRULE:FREQ=DAILY;COUNT=2", "RDATE:20261207T090000Z"],
  ["two days but one", "RDATE:20261203T090000Z,20261207T090000Z", "EXDATE:20261203T090000Z"],
]) {
  const text = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", ...lines, "SUMMARY:Class", "END:VEVENT", "END:VCALENDAR"].join("\r\n");
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent"));
  const iterator = event.iterator();
  const found = [];
  for (let next = iterator.next(); next; next = iterator.next()) found.push(next.toJSDate());
  const component = Object.values(nodeIcal.sync.parseICS(text)).find(({ type }) => type === "VEVENT");
  const other = nodeIcal.expandRecurringEvent(component, { from: new Date("2026-12-01"), to: new Date("2026-12-31") }).map(({ start }) => start);
  const set = rrule.rrulestr(["DTSTART:20261201T090000Z", "RRULE:FREQ=DAILY;COUNT=1", ...lines].join("\n"), { forceset: true }).all();
  console.log(`${name}: ical.js ${days(found)}, node-ical ${days(other)}, rrule ${days(set)}`);
}
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
no other day: ical.js 01, node-ical 01, rrule 01
two days: ical.js 03 07, node-ical 01, rrule 01 03 07
two days, a line each: ical.js 03 07, node-ical 01, rrule 01 03 07
a rule: ical.js 01 02, node-ical 01 02, rrule 01 02
a rule and a day: ical.js 01 02 07, node-ical 01 02, rrule 01 02 07
two days but one: ical.js 07, node-ical 01, rrule 01 07
TXT
diff wanted seen
