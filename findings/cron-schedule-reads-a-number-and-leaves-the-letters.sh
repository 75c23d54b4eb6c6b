#!/usr/bin/env bash
# cron-schedule 6.0.0, with croner 11.0.1 and cron-parser 5.10.6 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a package that has no L, W and # refuses an expression with them, as cron-schedule refuses L alone; and
#   5/15 is every 15 minutes from minute 5 on.
# Behaviour: cron-schedule reads each part by its leading digits: "5L", the last Friday, and "5#2", the second one, are every
#   Friday, "14W", the weekday next to the 14th, is the 14th. A step behind a single number is passed over: 5/15 is once an
#   hour. A monthly bill is sent each week.
# Seen: the lines below, three times each from 2026-11-29 on.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  cron-schedule@6.0.0 croner@11.0.1 cron-parser@5.10.6
cat >try.mjs <<'JS'
import cronParser from "cron-parser";
import { parseCronExpression } from "cron-schedule";
import { Cron } from "croner";
const from = new Date("2026-11-29T00:00:00Z");
const ways = {
  "cron-schedule": (text) => {
    const cron = parseCronExpression(text);
    const slots = [from];
    while (slots.length < 4) slots.push(cron.getNextDate(slots.at(-1)));
    return slots.slice(1);
  },
  croner: (text) => new Cron(text, { timezone: "UTC" }).nextRuns(3, from),
  "cron-parser": (text) => {
    const slots = cronParser.CronExpressionParser.parse(text, { currentDate: from, tz: "UTC" });
    return [1, 2, 3].map(() => slots.next().toDate());
  },
};
for (const text of ["0 9 * * 5L", "0 9 * * 5#2", "0 9 14W * *", "0 9 L * *", "5/15 * * * *", "0 9 1/10 * *"])
  for (const [name, way] of Object.entries(ways)) {
    let slots;
    try {
      slots = way(text).map((at) => at.toISOString().slice(5, 16)).join(" ");
    } catch {
      slots = "refused";
    }
    console.log(`${text} ${name}: ${slots}`);
  }
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
0 9 * * 5L cron-schedule: 12-04T09:00 12-11T09:00 12-18T09:00
0 9 * * 5L croner: 12-25T09:00 01-29T09:00 02-26T09:00
0 9 * * 5L cron-parser: 12-25T09:00 01-29T09:00 02-26T09:00
0 9 * * 5#2 cron-schedule: 12-04T09:00 12-11T09:00 12-18T09:00
0 9 * * 5#2 croner: 12-11T09:00 01-08T09:00 02-12T09:00
0 9 * * 5#2 cron-parser: 12-11T09:00 01-08T09:00 02-12T09:00
0 9 14W * * cron-schedule: 12-14T09:00 01-14T09:00 02-14T09:00
0 9 14W * * croner: 12-14T09:00 01-14T09:00 02-15T09:00
0 9 14W * * cron-parser: refused
0 9 L * * cron-schedule: refused
0 9 L * * croner: 11-30T09:00 12-31T09:00 01-31T09:00
0 9 L * * cron-parser: 11-30T09:00 12-31T09:00 01-31T09:00
5/15 * * * * cron-schedule: 11-29T00:05 11-29T01:05 11-29T02:05
5/15 * * * * croner: refused
5/15 * * * * cron-parser: 11-29T00:05 11-29T00:20 11-29T00:35
0 9 1/10 * * cron-schedule: 12-01T09:00 01-01T09:00 02-01T09:00
0 9 1/10 * * croner: refused
0 9 1/10 * * cron-parser: 12-01T09:00 12-11T09:00 12-21T09:00
TXT
diff wanted seen
