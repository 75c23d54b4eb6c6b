#!/usr/bin/env bash
# mailparser 3.14.2 and postal-mime 4.0.0, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a Date header that a parser can't read gives no date, as a mail without the header does, or the text of it.
# Behaviour: mailparser gives the moment at which it reads. It can't read all that RFC 5322 has readers accept: spaces around
#   the colons, military letters, and names of zones that it does not know (to be taken for -0000), such as CEST. An old
#   mail that is read again is the newest, each time. postal-mime hands on the text.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund mailparser@3.14.2 postal-mime@4.0.0
cat >try.mjs <<'JS'
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";
for (const date of [
  "Sun, 29 Nov 2020 10:00:00 +0700",
  "Sun, 29 Nov 2020 10 : 00 : 00 +0700",
  "Sun, 29 Nov 2020 10:00:00 G",
  "Sun, 29 Nov 2020 10:00:00 EST",
  "Sun, 29 Nov 2020 10:00:00 CEST",
  undefined,
]) {
  const lines = ["From: lan@example.com", "Subject: x", "", "hi"];
  if (date !== undefined) lines.unshift(`Date: ${date}`);
  const mail = lines.join("\r\n");
  const { date: read } = await simpleParser(mail);
  const shown = read && (Math.abs(read - Date.now()) < 60_000 ? "now" : read.toISOString());
  console.log(`${date}: mailparser ${shown}, postal-mime ${(await PostalMime.parse(mail)).date}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
Sun, 29 Nov 2020 10:00:00 +0700: mailparser 2020-11-29T03:00:00.000Z, postal-mime 2020-11-29T03:00:00.000Z
Sun, 29 Nov 2020 10 : 00 : 00 +0700: mailparser now, postal-mime Sun, 29 Nov 2020 10 : 00 : 00 +0700
Sun, 29 Nov 2020 10:00:00 G: mailparser now, postal-mime Sun, 29 Nov 2020 10:00:00 G
Sun, 29 Nov 2020 10:00:00 EST: mailparser 2020-11-29T15:00:00.000Z, postal-mime 2020-11-29T15:00:00.000Z
Sun, 29 Nov 2020 10:00:00 CEST: mailparser now, postal-mime Sun, 29 Nov 2020 10:00:00 CEST
undefined: mailparser undefined, postal-mime undefined
TXT
diff wanted seen
