#!/usr/bin/env bash
# chrono-node 2.10.3, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: parseDate() gives the date that the words mean, or null for what it does not know, as it does for "half past 5".
# Behaviour: it takes the part that it knows and gives that: the day after tomorrow is tomorrow, an hour and a half is an hour,
#   one and a half hours ago is half an hour, the second Friday of December is last Friday, every Monday and not tomorrow are
#   Monday and tomorrow. parse() tells by `text` which letters were read; parseDate() does not.
# Seen: the lines below; it is 10:00 UTC on Sunday, 29 November.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund chrono-node@2.10.3
cat >try.mjs <<'JS'
import { parse, parseDate } from "chrono-node";
const reference = { instant: new Date("2026-11-29T10:00:00Z"), timezone: 0 };
for (const words of [
  "tomorrow",
  "day after tomorrow",
  "3 days from tomorrow",
  "in half an hour",
  "in an hour and a half",
  "one and a half hours ago",
  "second friday of december",
  "not tomorrow",
  "half past 5",
]) {
  const date = parseDate(words, reference);
  console.log(`${words}: ${date && `${date.toUTCString().slice(0, 22)}, of "${parse(words, reference)[0].text}"`}`);
}
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
tomorrow: Mon, 30 Nov 2026 10:00, of "tomorrow"
day after tomorrow: Mon, 30 Nov 2026 10:00, of "tomorrow"
3 days from tomorrow: Mon, 30 Nov 2026 10:00, of "tomorrow"
in half an hour: Sun, 29 Nov 2026 10:30, of "in half an hour"
in an hour and a half: Sun, 29 Nov 2026 11:00, of "in an hour"
one and a half hours ago: Sun, 29 Nov 2026 09:30, of "half hours ago"
second friday of december: Fri, 27 Nov 2026 12:00, of "friday"
not tomorrow: Mon, 30 Nov 2026 10:00, of "tomorrow"
half past 5: null
TXT
diff wanted seen
