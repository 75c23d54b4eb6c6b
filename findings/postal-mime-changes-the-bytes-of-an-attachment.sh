#!/usr/bin/env bash
# postal-mime 4.0.0, with mailparser 3.14.2 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: an attachment comes out byte for byte as it was put in: the line break before the boundary is the boundary's
#   (RFC 2046, 5.1.1), and those within are what they are.
# Behaviour: unless it was sent in Base64, each of its line breaks becomes a bare LF, and one more is added at the end. A
#   checksum or a signature over the file no longer fits, and a CSV with CRLF, as Excel writes it, is another file.
# Seen: the lines below: what came out.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund postal-mime@4.0.0 mailparser@3.14.2
cat >try.mjs <<'JS'
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";
const parts = {
  "7bit": ["7bit", "a;b\r\n1;2"],
  "7bit, ends in a line break": ["7bit", "a;b\r\n1;2\r\n"],
  "8bit": ["8bit", "tên;giá\r\ntrà;5"],
  "quoted-printable": ["quoted-printable", "t=C3=AAn\r\nx=0D=0Ay"],
  base64: ["base64", Buffer.from("a;b\r\n1;2").toString("base64")],
};
for (const [name, [encoding, body]] of Object.entries(parts)) {
  const mail = ["From: lan@example.com", "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/csv", `Content-Transfer-Encoding: ${encoding}`, "Content-Disposition: attachment; filename=a.csv", "", body, "--b--", ""].join("\r\n");
  const [one] = (await simpleParser(mail)).attachments;
  const [other] = (await PostalMime.parse(mail)).attachments;
  console.log(`${name}: mailparser ${JSON.stringify(one.content.toString())}, postal-mime ${JSON.stringify(Buffer.from(other.content).toString())}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
7bit: mailparser "a;b\r\n1;2", postal-mime "a;b\n1;2\n"
7bit, ends in a line break: mailparser "a;b\r\n1;2\r\n", postal-mime "a;b\n1;2\n\n"
8bit: mailparser "tên;giá\r\ntrà;5", postal-mime "tên;giá\ntrà;5\n"
quoted-printable: mailparser "tên\r\nx\r\ny", postal-mime "tên\nx\r\ny\n"
base64: mailparser "a;b\r\n1;2", postal-mime "a;b\r\n1;2"
TXT
diff wanted seen
