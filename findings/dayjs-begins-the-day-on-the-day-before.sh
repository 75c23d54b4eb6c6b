#!/usr/bin/env bash
# dayjs 1.11.23 with its plugins utc and timezone, luxon 3.7.2 and date-fns 4.4.0 with @date-fns/tz 1.5.0 beside it; seen
#   2026-11-29 with Node 20.20 and 24.21.
# Likely guess: startOf("day") is the first moment of that day in the zone, also on a day on which the clocks change.
# Behaviour: where they change at midnight, it is 23:00 of the day before, so the orders of "today" begin an hour too early,
#   and its own format() says 00:00 of the day, with an offset that does not hold there. Where they change at two or three it is
#   right.
# Seen: the lines below: the moment, and its wall clock by Intl.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  dayjs@1.11.23 luxon@3.7.2 date-fns@4.4.0 @date-fns/tz@1.5.0
cat >try.mjs <<'JS'
import { TZDate } from "@date-fns/tz";
import { startOfDay } from "date-fns";
import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone.js";
import utc from "dayjs/plugin/utc.js";
import { DateTime } from "luxon";
dayjs.extend(utc);
dayjs.extend(timezone);
for (const [zone, noon] of [
  ["America/Santiago", "2026-04-05T15:00:00Z"],
  ["Africa/Cairo", "2026-04-24T09:00:00Z"],
  ["Europe/Berlin", "2026-10-25T11:00:00Z"],
]) {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "2-digit", hour: "2-digit", minute: "2-digit" });
  const begin = dayjs(noon).tz(zone).startOf("day");
  for (const [name, date] of Object.entries({
    dayjs: begin.toDate(),
    luxon: DateTime.fromISO(noon, { zone }).startOf("day").toJSDate(),
    "date-fns": new Date(+startOfDay(new TZDate(noon, zone))),
  }))
    console.log(`${zone} ${name}: ${date.toISOString().slice(0, 16)}Z, day ${clock.format(date)}${name === "dayjs" ? `, says ${begin.format()}` : ""}`);
}
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
America/Santiago dayjs: 2026-04-05T03:00Z, day 04, 23:00, says 2026-04-05T00:00:00-03:00
America/Santiago luxon: 2026-04-05T04:00Z, day 05, 00:00
America/Santiago date-fns: 2026-04-05T04:00Z, day 05, 00:00
Africa/Cairo dayjs: 2026-04-23T21:00Z, day 23, 23:00, says 2026-04-24T00:00:00+03:00
Africa/Cairo luxon: 2026-04-23T22:00Z, day 24, 01:00
Africa/Cairo date-fns: 2026-04-23T22:00Z, day 24, 01:00
Europe/Berlin dayjs: 2026-10-24T22:00Z, day 25, 00:00, says 2026-10-25T00:00:00+02:00
Europe/Berlin luxon: 2026-10-24T22:00Z, day 25, 00:00
Europe/Berlin date-fns: 2026-10-24T22:00Z, day 25, 00:00
TXT
diff wanted seen
