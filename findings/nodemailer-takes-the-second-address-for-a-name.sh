#!/usr/bin/env bash
# nodemailer 10.6.0, with email-addresses 5.0.0 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a field of addresses that lacks its comma is refused, or both addresses get the mail: with a semicolon, which is
#   wrong as well, both get it.
# Behaviour: of two addresses with a space or a line break between, the second is taken for the name of the first. The mail goes
#   to the first alone, nothing is rejected, and the header reads "nam@example.com" <lan@example.com>. A name without an
#   address is left out.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund nodemailer@10.6.0 email-addresses@5.0.0
cat >try.mjs <<'JS'
import emailAddresses from "email-addresses";
import nodemailer from "nodemailer";
const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });
for (const to of [
  "lan@example.com, nam@example.com",
  "lan@example.com; nam@example.com",
  "lan@example.com nam@example.com",
  "lan@example.com\nnam@example.com",
  "lan@example.com, Nam",
]) {
  const { envelope, message } = await transport.sendMail({ from: "shop@example.com", to, text: "hi" });
  const [header] = /^To: .*$/m.exec(message.toString());
  const strict = emailAddresses.parseAddressList(to.replaceAll("\n", "\r\n "))?.map(({ address }) => address);
  console.log(`${JSON.stringify(to)}: envelope ${envelope.to}, header ${header.trim()}; email-addresses ${strict ?? "refuses"}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
"lan@example.com, nam@example.com": envelope lan@example.com,nam@example.com, header To: lan@example.com, nam@example.com; email-addresses lan@example.com,nam@example.com
"lan@example.com; nam@example.com": envelope lan@example.com,nam@example.com, header To: lan@example.com, nam@example.com; email-addresses refuses
"lan@example.com nam@example.com": envelope lan@example.com, header To: "nam@example.com" <lan@example.com>; email-addresses refuses
"lan@example.com\nnam@example.com": envelope lan@example.com, header To: "nam@example.com" <lan@example.com>; email-addresses refuses
"lan@example.com, Nam": envelope lan@example.com, header To: lan@example.com; email-addresses refuses
TXT
diff wanted seen
