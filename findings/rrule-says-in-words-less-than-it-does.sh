#!/usr/bin/env bash
# rrule 2.8.1, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a rule of which isFullyConvertibleToText() is true loses nothing by toText(), and fromText() refuses words that
#   it does not take in, as it refuses "every day at noon".
# Behaviour: the words lack minutes, the place among the days (BYSETPOS), the months when read back, and a day of the year is
#   read as one of the month. fromText() stops at what it does not know and gives the rule so far: 9:30 is 9:00, 5pm is
#   five in the morning, "except sunday" and "from monday to friday" are every day.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund rrule@2.8.1
cat >try.mjs <<'JS'
import rrule from "rrule";
const { RRule } = rrule;
const bare = (rule) => rule.toString().replace("RRULE:", "");
for (const text of [
  "FREQ=DAILY;BYHOUR=9;BYMINUTE=30",
  "FREQ=HOURLY;BYMINUTE=15,45",
  "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR",
  "FREQ=DAILY;BYMONTH=1",
  "FREQ=YEARLY;BYYEARDAY=100",
]) {
  const rule = RRule.fromString(text);
  const words = rule.toText();
  console.log(`${text} is fully "${words}": ${rule.isFullyConvertibleToText()}, read back ${bare(RRule.fromText(words))}`);
}
for (const words of [
  "every day at 9:30",
  "every day at 5pm",
  "every day at 9am and 5pm",
  "every day except sunday",
  "every day from monday to friday",
  "every month on the 31st at 10",
  "every day at noon",
]) {
  let read;
  try {
    read = bare(RRule.fromText(words));
  } catch ({ message }) {
    read = `throws ${message}`;
  }
  console.log(`"${words}": ${read}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
FREQ=DAILY;BYHOUR=9;BYMINUTE=30 is fully "every day at 9": true, read back FREQ=DAILY;BYHOUR=9
FREQ=HOURLY;BYMINUTE=15,45 is fully "every hour": true, read back FREQ=HOURLY
FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR is fully "every month on weekdays": true, read back FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR
FREQ=DAILY;BYMONTH=1 is fully "every day in January": true, read back FREQ=DAILY
FREQ=YEARLY;BYYEARDAY=100 is fully "every year on the 100th day": true, read back FREQ=YEARLY;BYMONTHDAY=100
"every day at 9:30": FREQ=DAILY;BYHOUR=9
"every day at 5pm": FREQ=DAILY;BYHOUR=5
"every day at 9am and 5pm": FREQ=DAILY;BYHOUR=9
"every day except sunday": FREQ=DAILY
"every day from monday to friday": FREQ=DAILY
"every month on the 31st at 10": FREQ=MONTHLY;BYMONTHDAY=31
"every day at noon": throws Unexpected symbol null, expected hour
TXT
diff wanted seen
