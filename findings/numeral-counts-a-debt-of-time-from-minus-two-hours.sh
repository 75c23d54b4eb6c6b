#!/usr/bin/env bash
# numeral 2.0.6, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: the format "00:00:00" of -5 seconds is -0:00:05, as that of 5 is 0:00:05, and of 59.6 seconds 0:01:00.
# Behaviour: the whole hours of a negative number are rounded down and what is left counted up from there, behind one minus: -5
#   is shown as -1:59:55, -60 as -1:59:00. numeral itself reads that back as -5; a person, and any other program, as a
#   debt of two hours. Seconds that round up to 60 stay 60.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund numeral@2.0.6
cat >try.mjs <<'JS'
import numeral from "numeral";
for (const seconds of [5, 3661, -1, -5, -60, -3600, -3661, 59.6, 3599.7]) {
  const written = numeral(seconds).format("00:00:00");
  console.log(`${seconds} s: ${written}, read back ${numeral(written).value()}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
5 s: 0:00:05, read back 5
3661 s: 1:01:01, read back 3661
-1 s: -1:59:59, read back -1
-5 s: -1:59:55, read back -5
-60 s: -1:59:00, read back -60
-3600 s: -1:00:00, read back -3600
-3661 s: -2:58:59, read back -3661
59.6 s: 0:00:60, read back 60
3599.7 s: 0:59:60, read back 3600
TXT
diff wanted seen
