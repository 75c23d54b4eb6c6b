#!/usr/bin/env bash
# set-cookie-parser 3.2.3 and cookie 1.1.1 (parseSetCookie), with tough-cookie 6.1.0 beside them; seen 2026-11-29 with Node 20.20 and
#   24.21.
# Likely guess: a date of Expires is read as browsers read it: in UTC, whatever it says behind the time, and what is no date is passed
#   over, so the cookie lives as long as the session (RFC 6265, 5.1.1 and 5.2.1).
# Behaviour: both leave it to `new Date`. Expires=-1 and Expires=0, which old servers send with a cookie of the session, are days long past,
#   so who drops what has run out is never logged in. The date of asctime, or one without GMT, is read in the zone of the machine,
#   seven hours early in Viet Nam; a year of two digits below 70 is one of the last century. tough-cookie keeps to the standard.
# Seen: the lines below; the machine's zone is Asia/Ho_Chi_Minh.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  set-cookie-parser@3.2.3 cookie@1.1.1 tough-cookie@6.1.0
cat >try.mjs <<'JS'
import { parseSetCookie as parseByCookie } from "cookie";
import { parseSetCookie } from "set-cookie-parser";
import { Cookie } from "tough-cookie";
const show = (expires) => (expires instanceof Date ? expires.toISOString().slice(0, 16) : "the session's");
for (const expires of [
  "Wed, 09 Jun 2027 10:18:14 GMT",
  "Wed Jun  9 10:18:14 2027",
  "Wed, 09 Jun 2027 10:18:14",
  "Monday, 09-Jun-31 10:18:14 GMT",
  "Sunday, 09-Jun-69 10:18:14 GMT",
  "Wed, 09 Jun 2027 10:18:14 +0700",
  "0",
  "-1",
]) {
  const header = `session=17; Expires=${expires}`;
  console.log(
    `${expires}: set-cookie-parser ${show(parseSetCookie(header)[0].expires)}, cookie ${show(parseByCookie(header).expires)},`,
    `tough-cookie ${show(Cookie.parse(header).expires)}`,
  );
}
JS
TZ=Asia/Ho_Chi_Minh node try.mjs | tee seen
cat >wanted <<'TXT'
Wed, 09 Jun 2027 10:18:14 GMT: set-cookie-parser 2027-06-09T10:18, cookie 2027-06-09T10:18, tough-cookie 2027-06-09T10:18
Wed Jun  9 10:18:14 2027: set-cookie-parser 2027-06-09T03:18, cookie 2027-06-09T03:18, tough-cookie 2027-06-09T10:18
Wed, 09 Jun 2027 10:18:14: set-cookie-parser 2027-06-09T03:18, cookie 2027-06-09T03:18, tough-cookie 2027-06-09T10:18
Monday, 09-Jun-31 10:18:14 GMT: set-cookie-parser 2031-06-09T10:18, cookie 2031-06-09T10:18, tough-cookie 2031-06-09T10:18
Sunday, 09-Jun-69 10:18:14 GMT: set-cookie-parser 1969-06-09T10:18, cookie 1969-06-09T10:18, tough-cookie 2069-06-09T10:18
Wed, 09 Jun 2027 10:18:14 +0700: set-cookie-parser 2027-06-09T03:18, cookie 2027-06-09T03:18, tough-cookie 2027-06-09T10:18
0: set-cookie-parser 1999-12-31T17:00, cookie 1999-12-31T17:00, tough-cookie the session's
-1: set-cookie-parser 2000-12-31T17:00, cookie 2000-12-31T17:00, tough-cookie the session's
TXT
diff wanted seen
