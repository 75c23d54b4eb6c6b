#!/usr/bin/env bash
# cron (kelektiv) 4.4.0, seen 2026-11-28 with Node 20.20 and 24.21.
# Likely guess: a daily job at the full hour that follows a clock change, such as "0 3 * * *" in Berlin or
#   "0 2 * * *" in New York, is not touched by the change: 03:00 exists exactly once that day.
# Behaviour: on the day on which the clocks go back it fires twice: an hour too early, at a wall-clock time
#   that the expression does not name, and again at the right time. In zones that change at midnight the
#   early one falls on the day before. In spring, a range whose slot in the gap has no minute of its own
#   fires at 03:00 beside its own slots.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund cron@4.4.0
cat >try.mjs <<'JS'
import { CronTime } from "cron";
const days = [
  ["Europe/Berlin", "0 3 * * *", "2026-10-24T21:00Z", "2026-10-25T22:00Z"],
  ["America/New_York", "0 2 * * *", "2026-11-01T03:00Z", "2026-11-02T03:00Z"],
  ["America/New_York", "15 2 * * *", "2026-11-01T03:00Z", "2026-11-02T03:00Z"],
  ["America/Santiago", "0 0 * * *", "2026-04-04T12:00Z", "2026-04-05T12:00Z"],
  ["America/Nuuk", "0 0 * * *", "2026-10-24T12:00Z", "2026-10-25T12:00Z"],
  ["Australia/Lord_Howe", "0 2 * * *", "2026-04-04T02:00Z", "2026-04-05T02:00Z"],
  ["Europe/Berlin", "30 1-3 * * *", "2026-03-28T21:00Z", "2026-03-29T21:00Z"],
  ["Asia/Ho_Chi_Minh", "0 3 * * *", "2026-10-24T21:00Z", "2026-10-25T21:00Z"],
];
for (const [timeZone, expression, from, to] of days) {
  const shown = new Intl.DateTimeFormat("en-GB", { timeZone, day: "2-digit", hour: "2-digit", minute: "2-digit", timeZoneName: "shortOffset" });
  const slots = [];
  let at = new CronTime(expression, timeZone).getNextDateFrom(new Date(from), timeZone).toJSDate();
  for (; at < new Date(to); at = new CronTime(expression, timeZone).getNextDateFrom(at, timeZone).toJSDate())
    slots.push(shown.formatToParts(at).filter(({ type }) => type !== "literal").map(({ value }) => value).join(" "));
  console.log(`${timeZone} ${expression}: ${slots.join(", ")}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
Europe/Berlin 0 3 * * *: 25 02 00 GMT+1, 25 03 00 GMT+1
America/New_York 0 2 * * *: 01 01 00 GMT-5, 01 02 00 GMT-5
America/New_York 15 2 * * *: 01 01 15 GMT-5, 01 02 15 GMT-5
America/Santiago 0 0 * * *: 04 23 00 GMT-4, 05 00 00 GMT-4
America/Nuuk 0 0 * * *: 24 23 00 GMT-2, 25 00 00 GMT-2
Australia/Lord_Howe 0 2 * * *: 05 01 30 GMT+10:30, 05 02 00 GMT+10:30
Europe/Berlin 30 1-3 * * *: 29 01 30 GMT+1, 29 03 00 GMT+2, 29 03 30 GMT+2
Asia/Ho_Chi_Minh 0 3 * * *: 26 03 00 GMT+7
TXT
diff wanted seen
