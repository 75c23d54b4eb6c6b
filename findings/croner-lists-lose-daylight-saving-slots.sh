#!/usr/bin/env bash
# croner 11.0.1, seen 2026-11-28 with Node 20.20 and 24.21.
# Likely guess: "30 2 * * *" and "30 2,14 * * *" treat the night of a clock change alike: what the
#   clocks jump over is made up for right after the jump, what comes twice runs once.
# Behaviour: that holds only while minute and hour are single numbers. With a list, a range or a step in
#   either field, the skipped slot is gone (so "30 2,14 * * *" runs once on the day in spring), and the
#   repeated hour runs twice in autumn. A slot that is made up for comes at 03:00, not at 03:30.
# Seen: the lines below, on 29 March and 25 October 2026 in Europe/Berlin.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund croner@11.0.1
cat >try.mjs <<'JS'
import { Cron } from "croner";
const timeZone = "Europe/Berlin";
const shown = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", timeZoneName: "shortOffset" });
for (const [day, from, to] of [["spring", "2026-03-28T22:30Z", "2026-03-29T22:00Z"], ["autumn", "2026-10-24T21:30Z", "2026-10-25T23:00Z"]])
  for (const expression of ["30 2 * * *", "30 2,14 * * *", "15,45 2 * * *", "*/30 2 * * *", "30 1-3 * * *"]) {
    const slots = [];
    let at = new Cron(expression, { timezone: timeZone }).nextRun(new Date(from));
    for (; at !== null && at < new Date(to); at = new Cron(expression, { timezone: timeZone }).nextRun(at)) slots.push(shown.format(at));
    console.log(`${day} ${expression}: ${slots.join(", ") || "none"}`);
  }
JS
cat >wanted <<'TXT'
spring 30 2 * * *: 03:00 GMT+2
spring 30 2,14 * * *: 14:30 GMT+2
spring 15,45 2 * * *: none
spring */30 2 * * *: none
spring 30 1-3 * * *: 01:30 GMT+1, 03:30 GMT+2
autumn 30 2 * * *: 02:30 GMT+2
autumn 30 2,14 * * *: 02:30 GMT+2, 02:30 GMT+1, 14:30 GMT+1
autumn 15,45 2 * * *: 02:15 GMT+2, 02:45 GMT+2, 02:15 GMT+1, 02:45 GMT+1
autumn */30 2 * * *: 02:00 GMT+2, 02:30 GMT+2, 02:00 GMT+1, 02:30 GMT+1
autumn 30 1-3 * * *: 01:30 GMT+2, 02:30 GMT+2, 02:30 GMT+1, 03:30 GMT+1
TXT
node try.mjs | tee seen
diff wanted seen
