#!/usr/bin/env bash
# dayjs 1.11.23 with its plugin duration, luxon 3.7.2 and temporal-polyfill 1.0.8 beside it; seen 2026-11-29 with Node 20.20 and
#   24.21.
# Likely guess: what toISOString() of a duration writes, duration() reads back as the same; what it can't read is an error or
#   NaN.
# Behaviour: a negative one is written with the sign in front (-PT1M30S) and read as positive: a deadline that had passed
#   lies ahead after it was stored. A comma, which ISO 8601 puts first, makes 0 seconds. format() puts a sign in each
#   part. Half a year has 4380 hours, and add() of it adds nothing.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund dayjs@1.11.23 luxon@3.7.2 temporal-polyfill@1.0.8
cat >try.mjs <<'JS'
import dayjs from "dayjs";
import duration from "dayjs/plugin/duration.js";
import utc from "dayjs/plugin/utc.js";
import { Duration } from "luxon";
import { Temporal } from "temporal-polyfill";
dayjs.extend(duration);
dayjs.extend(utc);
const late = dayjs.duration(-90, "seconds");
console.log(`-90 s: written ${late.toISOString()}, read back ${dayjs.duration(late.toISOString()).asSeconds()}, format ${late.format("HH:mm:ss")}`);
for (const text of ["-PT36H", "-P1D", "PT1,5S", "PT1.5S"])
  console.log(
    `${text} in seconds: dayjs ${dayjs.duration(text).asSeconds()}, luxon ${Duration.fromISO(text).as("seconds")},`,
    `Temporal ${Temporal.Duration.from(text).total({ unit: "seconds", relativeTo: "2026-11-29" })}`,
  );
const half = dayjs.duration("P0.5Y");
console.log(`P0.5Y: ${half.asHours()} hours, added to 2026-01-01: ${dayjs.utc("2026-01-01").add(half).format("YYYY-MM-DD")}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
-90 s: written -PT1M30S, read back 90, format 00:-1:-30
-PT36H in seconds: dayjs 129600, luxon -129600, Temporal -129600
-P1D in seconds: dayjs 86400, luxon -86400, Temporal -86400
PT1,5S in seconds: dayjs 0, luxon 1.5, Temporal 1.5
PT1.5S in seconds: dayjs 1.5, luxon 1.5, Temporal 1.5
P0.5Y: 4380 hours, added to 2026-01-01: 2026-01-01
TXT
diff wanted seen
