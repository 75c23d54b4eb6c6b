#!/usr/bin/env bash
# @breejs/later 4.2.0 (the clock of the scheduler Bree), with croner 11.0.1 beside it; seen 2026-11-29 with Node 20.20 and
#   24.21.
# Likely guess: parse.cron() reads cron: 7 is Sunday as 0 is, MON-SUN is the whole week, and with a day of the month and a day
#   of the week given, either of them is enough.
# Behaviour: 7 is Saturday, SAT-SUN and MON-SUN are Saturday alone, and the 1st and Monday means a Monday that is the 1st, so a
#   job of each Monday runs in some months alone. "every 90 mins", which parse.text() reads, is each hour. No error in any of
#   them.
# Seen: the lines below: the first four times after 12:00 on Sunday, 29 November.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund @breejs/later@4.2.0 croner@11.0.1
cat >try.mjs <<'JS'
import later from "@breejs/later";
import { Cron } from "croner";
later.date.UTC();
const from = new Date("2026-11-29T12:00:00Z");
const show = (dates) => dates.map((date) => date.toUTCString().slice(0, 11)).join(" ");
for (const expression of ["0 9 * * 0", "0 9 * * 7", "0 9 * * SAT-SUN", "0 9 * * MON-SUN", "0 9 1 * MON", "0 9 1,15 * 5"])
  console.log(`${expression}: later ${show(later.schedule(later.parse.cron(expression)).next(4, from))}; croner ${show(new Cron(expression, { timezone: "UTC" }).nextRuns(4, from))}`);
const { schedules, error } = later.parse.text("every 90 mins");
console.log(`every 90 mins: at the minutes ${schedules[0].m}, error ${error}`);
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
0 9 * * 0: later Sun, 06 Dec Sun, 13 Dec Sun, 20 Dec Sun, 27 Dec; croner Sun, 06 Dec Sun, 13 Dec Sun, 20 Dec Sun, 27 Dec
0 9 * * 7: later Sat, 05 Dec Sat, 12 Dec Sat, 19 Dec Sat, 26 Dec; croner Sun, 06 Dec Sun, 13 Dec Sun, 20 Dec Sun, 27 Dec
0 9 * * SAT-SUN: later Sat, 05 Dec Sat, 12 Dec Sat, 19 Dec Sat, 26 Dec; croner Sat, 05 Dec Sun, 06 Dec Sat, 12 Dec Sun, 13 Dec
0 9 * * MON-SUN: later Sat, 05 Dec Sat, 12 Dec Sat, 19 Dec Sat, 26 Dec; croner Mon, 30 Nov Tue, 01 Dec Wed, 02 Dec Thu, 03 Dec
0 9 1 * MON: later Mon, 01 Feb Mon, 01 Mar Mon, 01 Nov Mon, 01 May; croner Mon, 30 Nov Tue, 01 Dec Mon, 07 Dec Mon, 14 Dec
0 9 1,15 * 5: later Fri, 01 Jan Fri, 15 Jan Fri, 01 Oct Fri, 15 Oct; croner Tue, 01 Dec Fri, 04 Dec Fri, 11 Dec Tue, 15 Dec
every 90 mins: at the minutes 0, error -1
TXT
diff wanted seen
