#!/usr/bin/env bash
# got 14.6.6, with axios 1.21.1 and superagent 10.4.2 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: `form` takes what `searchParams` of the same package takes: undefined is left out, null is empty, and a list, an object
#   or a Date is refused by name.
# Behaviour: everything in `form` is made a text: a field that is not set is sent as the word "undefined", null as "null", an object as
#   "[object Object]", a list joined with commas, and a Date in English words. A customer without a note has the note "undefined".
# Seen: the lines below: what was sent.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund got@14.6.6 axios@1.21.1 superagent@10.4.2
cat >try.mjs <<'JS'
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { inspect } from "node:util";
import axios from "axios";
import got from "got";
import superagent from "superagent";
const server = createServer(async (request, response) => response.end((await text(request)) || request.url.slice(2)));
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const headers = { "content-type": "application/x-www-form-urlencoded" };
const writers = {
  "got form": (fields) => got.post(url, { form: fields }).text(),
  "got searchParams": (fields) => got(url, { searchParams: fields }).text(),
  axios: async (fields) => (await axios.post(url, fields, { headers, responseType: "text" })).data,
  superagent: async (fields) => (await superagent.post(url).type("form").send(fields)).text,
};
for (const note of [undefined, null, ["a", "b"], { by: "Lan" }, new Date("2026-11-29T10:00:00Z")]) {
  const seen = [];
  for (const [name, write] of Object.entries(writers)) {
    const sent = await write({ id: "17", note }).catch(() => "refused");
    seen.push(`${name} ${decodeURIComponent(sent)}`);
  }
  console.log(`${inspect(note)}: ${seen.join(" | ")}`);
}
server.close();
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
undefined: got form id=17&note=undefined | got searchParams id=17 | axios id=17 | superagent id=17
null: got form id=17&note=null | got searchParams id=17&note= | axios id=17 | superagent id=17&note
[ 'a', 'b' ]: got form id=17&note=a,b | got searchParams refused | axios id=17&note[]=a&note[]=b | superagent id=17&note=a&note=b
{ by: 'Lan' }: got form id=17&note=[object+Object] | got searchParams refused | axios id=17&note[by]=Lan | superagent id=17&note[by]=Lan
2026-11-29T10:00:00.000Z: got form id=17&note=Sun+Nov+29+2026+10:00:00+GMT+0000+(Coordinated+Universal+Time) | got searchParams refused | axios id=17&note=2026-11-29T10:00:00.000Z | superagent id=17&note=2026-11-29T10:00:00.000Z
TXT
diff wanted seen
