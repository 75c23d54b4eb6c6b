#!/usr/bin/env bash
# pino 10.4.0 with @pinojs/redact 0.4.0, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: redact hides the field that is named, and changes nothing of a line that has no such field.
# Behaviour: what lies on the way of a path is copied, a URL, a Buffer and an object with private fields too, and the copies
#   don't know how to write themselves: with "*.token" each of them is logged as "unable to serialize", and with
#   "request.*.token" the whole request is. With "link.*" log.info() itself throws. Date, Map and Error are spared.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund pino@10.4.0 @pinojs/redact@0.4.0
cat >try.mjs <<'JS'
import pino from "pino";
class Money {
  #amount = 500;
  toJSON() {
    return `${this.#amount} VND`;
  }
}
const link = new URL("https://shop.example/a");
const lines = { link: { link }, file: { file: Buffer.from("hi") }, total: { total: new Money() }, at: { at: new Date(0) }, request: { request: { link, id: 7 } } };
for (const redact of [["secret"], ["*.token"], ["request.*.token"], ["link.*"]]) {
  let written = "";
  const log = pino({ base: null, timestamp: false, redact }, { write: (text) => (written = text) });
  for (const [name, line] of Object.entries(lines)) {
    let told;
    try {
      log.info(line);
      told = JSON.stringify(JSON.parse(written)[name]).replace(/, circular reference.*analyze/, " …");
    } catch ({ constructor }) {
      told = `log.info throws a ${constructor.name}`;
    }
    console.log(`${redact} ${name}: ${told}`);
  }
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
secret link: "https://shop.example/a"
secret file: {"type":"Buffer","data":[104,105]}
secret total: "500 VND"
secret at: "1970-01-01T00:00:00.000Z"
secret request: {"link":"https://shop.example/a","id":7}
*.token link: "[unable to serialize …]"
*.token file: "[unable to serialize …]"
*.token total: "[unable to serialize …]"
*.token at: "1970-01-01T00:00:00.000Z"
*.token request: {"link":"https://shop.example/a","id":7}
request.*.token link: "https://shop.example/a"
request.*.token file: {"type":"Buffer","data":[104,105]}
request.*.token total: "500 VND"
request.*.token at: "1970-01-01T00:00:00.000Z"
request.*.token request: "[unable to serialize …]"
link.* link: log.info throws a TypeError
link.* file: {"type":"Buffer","data":[104,105]}
link.* total: "500 VND"
link.* at: "1970-01-01T00:00:00.000Z"
link.* request: {"link":"https://shop.example/a","id":7}
TXT
diff wanted seen
