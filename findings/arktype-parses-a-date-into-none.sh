#!/usr/bin/env bash
# arktype 2.2.10, with valibot 1.5.0 and luxon 3.7.2 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: "string.date.iso.parse" gives a Date or an error, so who has no error has a date.
# Behaviour: what looks like ISO 8601 goes through, and what comes out is `new Date` of it, which knows a few of its forms only:
#   20261129, a week, a day of the year, an hour alone and an offset without minutes (+07) give an Invalid Date and no error. It
#   is found when it is first written or compared; until then no reminder is due. 24:00, which Date reads, is an error.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund arktype@2.2.10 valibot@1.5.0 luxon@3.7.2
cat >try.mjs <<'JS'
import { type } from "arktype";
import { DateTime } from "luxon";
import * as v from "valibot";
const parse = type("string.date.iso.parse");
const schema = v.pipe(v.string(), v.toDate());
const show = (date) => (Number.isNaN(+date) ? "an Invalid Date" : date.toISOString().slice(0, 16));
for (const text of [
  "2026-11-29",
  "2026-11-29T10:00:00+07:00",
  "20261129",
  "20261129T100000Z",
  "2026-W48-7",
  "2026-333",
  "2026-11-29T10",
  "2026-11-29T10:00+07",
  "2026-11-29T24:00:00Z",
  "29/11/2026",
]) {
  const date = parse(text);
  const { success, output } = v.safeParse(schema, text);
  console.log(
    `${text}: arktype ${date instanceof type.errors ? "an error" : show(date)}, valibot ${success ? show(output) : "an error"},`,
    `luxon ${DateTime.fromISO(text, { zone: "utc" }).toFormat("yyyy-MM-dd'T'HH:mm")}`,
  );
}
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
2026-11-29: arktype 2026-11-29T00:00, valibot 2026-11-29T00:00, luxon 2026-11-29T00:00
2026-11-29T10:00:00+07:00: arktype 2026-11-29T03:00, valibot 2026-11-29T03:00, luxon 2026-11-29T03:00
20261129: arktype an Invalid Date, valibot an error, luxon 2026-11-29T00:00
20261129T100000Z: arktype an Invalid Date, valibot an error, luxon 2026-11-29T10:00
2026-W48-7: arktype an Invalid Date, valibot an error, luxon 2026-11-29T00:00
2026-333: arktype an Invalid Date, valibot an error, luxon 2026-11-29T00:00
2026-11-29T10: arktype an Invalid Date, valibot an error, luxon 2026-11-29T10:00
2026-11-29T10:00+07: arktype an Invalid Date, valibot an error, luxon 2026-11-29T03:00
2026-11-29T24:00:00Z: arktype an error, valibot 2026-11-30T00:00, luxon 2026-11-30T00:00
29/11/2026: arktype an error, valibot an error, luxon Invalid DateTime
TXT
diff wanted seen
