#!/usr/bin/env bash
# google-libphonenumber 3.2.47 and libphonenumber-js 1.13.16, two implementations of one library; seen 2026-11-28.
# Likely guess: a note behind a number, as people type it into a form ("090 8071 111 (Zalo)"), is either
#   ignored or makes the text invalid, and both implementations agree.
# Behaviour: google-libphonenumber takes three letters or more anywhere in the text as a vanity number and
#   turns EVERY letter into a digit (Zalo = 9256), so the customer's number gets four digits more;
#   libphonenumber-js drops the note. In return, libphonenumber-js loses the letters of a real vanity number.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null
npm install --silent --no-audit --no-fund google-libphonenumber@3.2.47 libphonenumber-js@1.13.16
cat >try.mjs <<'JS'
import google from "google-libphonenumber";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
const tool = google.PhoneNumberUtil.getInstance();
for (const text of ["090 8071 111", "090 8071 111 (Zalo)", "090 8071 111 (Lan)", "090 8071 111 - an", "Zalo: 090 8071 111", "090 8071 111 nhà", "+1 800 FLOWERS"]) {
  const number = tool.parse(text, "VN");
  console.log(`${text}: google ${tool.format(number, google.PhoneNumberFormat.E164)} ${tool.isValidNumber(number)}, js ${parsePhoneNumberFromString(text, "VN").number}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
090 8071 111: google +84908071111 true, js +84908071111
090 8071 111 (Zalo): google +849080711119256 false, js +84908071111
090 8071 111 (Lan): google +84908071111526 false, js +84908071111
090 8071 111 - an: google +84908071111 true, js +84908071111
Zalo: 090 8071 111: google +84908071111 true, js +84908071111
090 8071 111 nhà: google +84908071111 true, js +84908071111
+1 800 FLOWERS: google +18003569377 true, js +1800
TXT
diff wanted seen
