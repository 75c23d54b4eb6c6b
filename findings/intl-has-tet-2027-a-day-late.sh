#!/usr/bin/env bash
# Node.js 20.20.2 (ICU 78.2) and 24.21.0 (ICU 78.3), the calendar "chinese" of Intl, with lunar-javascript 1.7.7 (China) and
#   @dqcai/vn-lunar 1.0.1 (Viet Nam) beside it; seen 2026-11-29.
# Likely guess: Intl.DateTimeFormat("vi-u-ca-chinese") tells when it is Tết, in most years the same day in Viet Nam and in China; in
#   a year in which they part, as 2007, it has China's.
# Behaviour: of 2027 it has neither: the new year is on 6 February in both countries, and for Intl on the 7th, with all of that
#   month; of 2030 it has Viet Nam's and not China's. So has the calendar "chinese" of temporal-polyfill, which asks Intl. The years
#   around are right, so a test with this year's date passes.
# Seen: the lines below: the first day of the year, and how many days of the year are another date for Intl than for China.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund lunar-javascript@1.7.7 @dqcai/vn-lunar@1.0.1
cat >try.mjs <<'JS'
import vietnamese from "@dqcai/vn-lunar";
import chinese from "lunar-javascript";
const format = new Intl.DateTimeFormat("en-u-ca-chinese", { timeZone: "UTC", month: "numeric", day: "numeric" });
const byIntl = (date) => {
  const parts = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
  return `${parts.month.replace(/\D/g, "")}-${parts.day}`;
};
const byChina = (date) => {
  const lunar = chinese.Solar.fromYmd(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()).getLunar();
  return `${Math.abs(lunar.getMonth())}-${lunar.getDay()}`;
};
const show = (date) => date.toISOString().slice(0, 10);
for (const year of [2007, 2025, 2026, 2027, 2028, 2029, 2030]) {
  const days = Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(year, 0, 1 + day)));
  const tet = vietnamese.getSolarDate(1, 1, year);
  console.log(
    `${year}: Intl ${show(days.find((day) => byIntl(day) === "1-1"))}, China ${show(days.find((day) => byChina(day) === "1-1"))},`,
    `Viet Nam ${show(new Date(Date.UTC(tet.year, tet.month - 1, tet.day)))}; ${days.filter((day) => byIntl(day) !== byChina(day)).length} days differ`,
  );
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
2007: Intl 2007-02-18, China 2007-02-18, Viet Nam 2007-02-17; 0 days differ
2025: Intl 2025-01-29, China 2025-01-29, Viet Nam 2025-01-29; 0 days differ
2026: Intl 2026-02-17, China 2026-02-17, Viet Nam 2026-02-17; 0 days differ
2027: Intl 2027-02-07, China 2027-02-06, Viet Nam 2027-02-06; 30 days differ
2028: Intl 2028-01-26, China 2028-01-26, Viet Nam 2028-01-26; 0 days differ
2029: Intl 2029-02-13, China 2029-02-13, Viet Nam 2029-02-13; 0 days differ
2030: Intl 2030-02-02, China 2030-02-03, Viet Nam 2030-02-02; 30 days differ
TXT
diff wanted seen
