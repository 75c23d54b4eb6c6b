#!/usr/bin/env bash
# cron-parser 5.10.6, and node-schedule 2.1.1, which has a version 4.9.0 of it inside, with croner 11.0.1 and cron 4.4.0 beside them;
#   seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: an expression of fewer than five fields is refused, as one with a minute of 60 is.
# Behaviour: the fields that lack are put in front, and a minute that lacks is every one. An empty text, that of a variable which is
#   set to nothing, is each minute. "0 9 * *", where the day of the week was forgotten, is each minute of the hour after midnight, on the
#   9th of the month; "9 * * 1" are sixty reports on a Monday morning. Only the option strict asks for all fields, the seconds too,
#   and node-schedule does not hand it on.
# Seen: the lines below: the first two times after 12:00 on Sunday, 29 November; for node-schedule whether there is a job.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  cron-parser@5.10.6 node-schedule@2.1.1 croner@11.0.1 cron@4.4.0
cat >try.mjs <<'JS'
import { CronTime } from "cron";
import { CronExpressionParser } from "cron-parser";
import { Cron } from "croner";
import schedule from "node-schedule";
const from = new Date("2026-11-29T12:00:00Z");
const day = (date) => `${date.toUTCString().slice(0, 11)} ${date.toISOString().slice(11, 16)}`;
const readers = {
  "cron-parser": (expression) => {
    const times = CronExpressionParser.parse(expression, { currentDate: from, tz: "UTC" });
    return `${day(times.next().toDate())}, ${day(times.next().toDate())}`;
  },
  "node-schedule": (expression) => {
    const job = schedule.scheduleJob(expression, () => {});
    return job?.cancel() ? "a job" : "none";
  },
  croner: (expression) => new Cron(expression, { timezone: "UTC" }).nextRuns(2, from).map(day).join(", "),
  cron: (expression) => day(new CronTime(expression, "UTC").getNextDateFrom(from, "UTC").toJSDate()),
};
for (const expression of ["0 9 * * 1", "60 9 * * *", "", "*", "0 9", "0 9 * *", "9 * * 1"])
  for (const [name, read] of Object.entries(readers)) {
    let seen;
    try {
      seen = read(expression);
    } catch {
      seen = "refused";
    }
    console.log(`"${expression}" ${name}: ${seen}`);
  }
JS
node --no-warnings try.mjs | tee seen
cat >wanted <<'TXT'
"0 9 * * 1" cron-parser: Mon, 30 Nov 09:00, Mon, 07 Dec 09:00
"0 9 * * 1" node-schedule: a job
"0 9 * * 1" croner: Mon, 30 Nov 09:00, Mon, 07 Dec 09:00
"0 9 * * 1" cron: Mon, 30 Nov 09:00
"60 9 * * *" cron-parser: refused
"60 9 * * *" node-schedule: none
"60 9 * * *" croner: refused
"60 9 * * *" cron: refused
"" cron-parser: Sun, 29 Nov 12:01, Sun, 29 Nov 12:02
"" node-schedule: a job
"" croner: refused
"" cron: refused
"*" cron-parser: Sun, 29 Nov 12:01, Sun, 29 Nov 12:02
"*" node-schedule: a job
"*" croner: refused
"*" cron: refused
"0 9" cron-parser: refused
"0 9" node-schedule: none
"0 9" croner: refused
"0 9" cron: refused
"0 9 * *" cron-parser: Wed, 09 Dec 00:00, Wed, 09 Dec 00:01
"0 9 * *" node-schedule: a job
"0 9 * *" croner: refused
"0 9 * *" cron: refused
"9 * * 1" cron-parser: Mon, 30 Nov 09:00, Mon, 30 Nov 09:01
"9 * * 1" node-schedule: a job
"9 * * 1" croner: refused
"9 * * 1" cron: refused
TXT
diff wanted seen
