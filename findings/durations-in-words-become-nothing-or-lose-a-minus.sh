#!/usr/bin/env bash
# human-interval 2.0.1 (of the schedulers Agenda and Bree), timestring 7.0.0, parse-duration 2.1.9 and ms 2.1.3; seen 2026-11-29
#   with Node 20.20 and 24.21.
# Likely guess: what such a package can't read is NaN, undefined or an error; a minus counts.
# Behaviour: human-interval reads "hour" and "one hour", and of "an hour", "a day" and "every 5 minutes" makes 0 milliseconds:
#   the job runs at once, and again at once. "one and a half hours" and "1 hour 30" are an hour. timestring drops each minus.
#   parse-duration drops one that is not the first. The two take a comma for a mark of thousands: 1,5h is 15 hours.
# Seen: the lines below, in minutes.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  human-interval@2.0.1 timestring@7.0.0 parse-duration@2.1.9 ms@2.1.3
cat >try.mjs <<'JS'
import humanInterval from "human-interval";
import ms from "ms";
import parseDuration from "parse-duration";
import timestring from "timestring";
const ways = {
  "human-interval": humanInterval,
  timestring: (text) => timestring(text, "ms"),
  "parse-duration": parseDuration,
  ms,
};
for (const text of ["one hour", "an hour", "a day", "every 5 minutes", "one and a half hours", "1 hour 30", "-2 hours", "2h -30m", "1,5h"]) {
  const read = Object.entries(ways).map(([name, way]) => {
    try {
      const value = way(text);
      return `${name} ${Number.isFinite(value) ? value / 60_000 : "not read"}`;
    } catch {
      return `${name} refuses`;
    }
  });
  console.log(`"${text}": ${read.join(", ")}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
"one hour": human-interval 60, timestring refuses, parse-duration not read, ms not read
"an hour": human-interval 0, timestring refuses, parse-duration not read, ms not read
"a day": human-interval 0, timestring refuses, parse-duration not read, ms not read
"every 5 minutes": human-interval 0, timestring 5, parse-duration 5, ms not read
"one and a half hours": human-interval 60, timestring refuses, parse-duration not read, ms not read
"1 hour 30": human-interval 60, timestring 60, parse-duration 90, ms not read
"-2 hours": human-interval -120, timestring 120, parse-duration -120, ms -120
"2h -30m": human-interval not read, timestring 150, parse-duration 150, ms not read
"1,5h": human-interval not read, timestring 900, parse-duration 900, ms not read
TXT
diff wanted seen
