#!/usr/bin/env bash
# nodemailer 10.6.0, read by mailparser 3.14.2 and postal-mime 4.0.0; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a header of one's own that is plain ASCII is sent as it stands, at most folded; 0 and false are sent like 1 and true.
# Behaviour: with a quotation mark in it, a header is written as an encoded word, however short: of the JSON that SendGrid's X-SMTPAPI
#   or Mailgun's variables want, the server gets =?UTF-8?Q?=7B=22..., and so does each reader, since such words mean something in
#   headers of text alone. Brackets and commas alone are sent as they stand. 0, false and a Date are left out. With
#   { prepared: true, value } the header is sent as it is.
# Seen: the lines below: what two readers find.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  nodemailer@10.6.0 mailparser@3.14.2 postal-mime@4.0.0
cat >try.mjs <<'JS'
import { inspect } from "node:util";
import { simpleParser } from "mailparser";
import nodemailer from "nodemailer";
import PostalMime from "postal-mime";
const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });
for (const value of [
  "[1, 2]",
  '{"id":"A-17"}',
  '{"id":17}',
  'W/"17"',
  { prepared: true, value: '{"id":"A-17"}' },
  1,
  0,
  true,
  false,
  new Date("2026-11-29"),
]) {
  const { message } = await transport.sendMail({ from: "lan@example.com", to: "nam@example.com", text: "hi", headers: { "X-Vars": value } });
  const { headers } = await PostalMime.parse(message);
  const found = { mailparser: (await simpleParser(message)).headers.get("x-vars"), "postal-mime": headers.find(({ key }) => key === "x-vars")?.value };
  console.log(`${inspect(value)}: ${Object.entries(found).map(([name, text]) => `${name} ${text ?? "nothing"}`).join(", ")}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
'[1, 2]': mailparser [1, 2], postal-mime [1, 2]
'{"id":"A-17"}': mailparser =?UTF-8?Q?=7B=22id=22=3A=22A-17=22=7D?=, postal-mime =?UTF-8?Q?=7B=22id=22=3A=22A-17=22=7D?=
'{"id":17}': mailparser =?UTF-8?Q?=7B=22id=22=3A17=7D?=, postal-mime =?UTF-8?Q?=7B=22id=22=3A17=7D?=
'W/"17"': mailparser =?UTF-8?Q?W/=2217=22?=, postal-mime =?UTF-8?Q?W/=2217=22?=
{ prepared: true, value: '{"id":"A-17"}' }: mailparser {"id":"A-17"}, postal-mime {"id":"A-17"}
1: mailparser 1, postal-mime 1
0: mailparser nothing, postal-mime nothing
true: mailparser true, postal-mime true
false: mailparser nothing, postal-mime nothing
2026-11-29T00:00:00.000Z: mailparser nothing, postal-mime nothing
TXT
diff wanted seen
