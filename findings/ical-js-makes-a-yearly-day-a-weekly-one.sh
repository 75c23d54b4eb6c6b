#!/usr/bin/env bash
# ical.js 2.2.1, with rrule 2.8.1 and rrule-temporal 2.2.8 beside it, three readers of RFC 5545; seen 2026-11-29 with Node 20.20
#   and 24.21.
# Likely guess: a part of a rule that a reader does not do is refused, as ical.js refuses some of BYYEARDAY ("Invalid BYYEARDAY
#   rule").
# Behaviour: ical.js leaves it out, and the rest decides. Monday of week 20, the twentieth Monday and the last Sunday of the year
#   are each Monday or Sunday; the first of three days of a week is all three; a second hour of a yearly day is lost. The
#   last working day of a month, for which BYSETPOS is known best, it does.
# Seen: the lines below: the first three times; rrule and rrule-temporal agree in all of them.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund --legacy-peer-deps \
  ical.js@2.2.1 rrule@2.8.1 rrule-temporal@2.2.8
cat >try.mjs <<'JS'
import ICAL from "ical.js";
import rrule from "rrule";
import { RRuleTemporal } from "rrule-temporal";
const first = (times) => times.slice(0, 3).map((time) => time.slice(0, 13)).join(" ");
for (const [start, rule] of [
  ["2026-11-30", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"],
  ["2026-11-30", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1"],
  ["2026-05-11", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"],
  ["2026-05-18", "FREQ=YEARLY;BYDAY=20MO"],
  ["2026-12-27", "FREQ=YEARLY;BYDAY=SU;BYSETPOS=-1"],
  ["2026-01-04", "FREQ=YEARLY;BYMONTH=1;BYDAY=1SU;BYHOUR=9,15"],
]) {
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString(`${start}T09:00:00`));
  const text = `DTSTART:${start.replaceAll("-", "")}T090000Z\nRRULE:${rule}`;
  const seen = {
    "ical.js": [1, 2, 3].map(() => iterator.next().toString()),
    rrule: rrule.rrulestr(text).all((_, index) => index < 3).map((date) => date.toISOString()),
    "rrule-temporal": new RRuleTemporal({ rruleString: text }).all((_, index) => index < 3).map(String),
  };
  const others = first(seen.rrule) === first(seen["rrule-temporal"]) ? first(seen.rrule) : "do not agree";
  console.log(`${rule}: ical.js ${first(seen["ical.js"])}, the others ${others}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1: ical.js 2026-11-30T09 2026-12-31T09 2027-01-29T09, the others 2026-11-30T09 2026-12-31T09 2027-01-29T09
FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1: ical.js 2026-11-30T09 2026-12-02T09 2026-12-04T09, the others 2026-11-30T09 2026-12-07T09 2026-12-14T09
FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO: ical.js 2026-05-18T09 2026-05-25T09 2026-06-01T09, the others 2026-05-11T09 2027-05-17T09 2028-05-15T09
FREQ=YEARLY;BYDAY=20MO: ical.js 2026-05-18T09 2026-05-25T09 2026-06-01T09, the others 2026-05-18T09 2027-05-17T09 2028-05-15T09
FREQ=YEARLY;BYDAY=SU;BYSETPOS=-1: ical.js 2026-12-27T09 2027-01-03T09 2027-01-10T09, the others 2026-12-27T09 2027-12-26T09 2028-12-31T09
FREQ=YEARLY;BYMONTH=1;BYDAY=1SU;BYHOUR=9,15: ical.js 2026-01-04T09 2027-01-03T09 2028-01-02T09, the others 2026-01-04T09 2026-01-04T15 2027-01-03T09
TXT
diff wanted seen
