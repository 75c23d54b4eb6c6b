#!/usr/bin/env bash
# date-fns 4.4.0, with luxon 3.7.2, dayjs 1.11.23 and temporal-polyfill 1.0.8 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a time with offset and zone (RFC 9557, what Temporal writes) is read by its offset, or is an Invalid Date.
# Behaviour: behind a numeric offset, parseISO of date-fns passes over the bracket AND the offset, without an error:
#   10:00+07:00[Asia/Ho_Chi_Minh] is ten o'clock UTC, seven hours late, whatever the machine's zone. Behind a Z the bracket
#   makes an Invalid Date.
# Seen: the lines below; the machine's zone is UTC, then Asia/Tokyo.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  date-fns@4.4.0 luxon@3.7.2 dayjs@1.11.23 temporal-polyfill@1.0.8
cat >try.mjs <<'JS'
import { parseISO } from "date-fns";
import dayjs from "dayjs";
import { DateTime } from "luxon";
import { Temporal } from "temporal-polyfill";
const show = (date) => (Number.isNaN(+date) ? "invalid" : date.toISOString());
for (const text of [
  "2026-11-29T10:00:00+07:00",
  "2026-11-29T10:00:00+07:00[Asia/Ho_Chi_Minh]",
  "2026-11-29T03:00:00Z[UTC]",
])
  console.log(
    `${process.env.TZ} ${text}: date-fns ${show(parseISO(text))}, luxon ${show(DateTime.fromISO(text).toJSDate())},`,
    `dayjs ${show(dayjs(text).toDate())}, Temporal ${show(new Date(Temporal.Instant.from(text).epochMilliseconds))}`,
  );
JS
for zone in UTC Asia/Tokyo; do TZ=$zone node try.mjs; done | tee seen
cat >wanted <<'TXT'
UTC 2026-11-29T10:00:00+07:00: date-fns 2026-11-29T03:00:00.000Z, luxon 2026-11-29T03:00:00.000Z, dayjs 2026-11-29T03:00:00.000Z, Temporal 2026-11-29T03:00:00.000Z
UTC 2026-11-29T10:00:00+07:00[Asia/Ho_Chi_Minh]: date-fns 2026-11-29T10:00:00.000Z, luxon 2026-11-29T03:00:00.000Z, dayjs invalid, Temporal 2026-11-29T03:00:00.000Z
UTC 2026-11-29T03:00:00Z[UTC]: date-fns invalid, luxon 2026-11-29T03:00:00.000Z, dayjs invalid, Temporal 2026-11-29T03:00:00.000Z
Asia/Tokyo 2026-11-29T10:00:00+07:00: date-fns 2026-11-29T03:00:00.000Z, luxon 2026-11-29T03:00:00.000Z, dayjs 2026-11-29T03:00:00.000Z, Temporal 2026-11-29T03:00:00.000Z
Asia/Tokyo 2026-11-29T10:00:00+07:00[Asia/Ho_Chi_Minh]: date-fns 2026-11-29T10:00:00.000Z, luxon 2026-11-29T03:00:00.000Z, dayjs invalid, Temporal 2026-11-29T03:00:00.000Z
Asia/Tokyo 2026-11-29T03:00:00Z[UTC]: date-fns invalid, luxon 2026-11-29T03:00:00.000Z, dayjs invalid, Temporal 2026-11-29T03:00:00.000Z
TXT
diff wanted seen
