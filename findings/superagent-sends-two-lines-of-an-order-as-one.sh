#!/usr/bin/env bash
# superagent 10.4.2, with axios 1.21.1 and qs 6.17.1 (which superagent writes with) beside it, read back by qs; seen 2026-11-29 with
#   Node 20.20 and 24.21.
# Likely guess: a list of objects in a form or a query is sent with the places of the list, as qs does by itself: lines[0][sku]. The
#   README says so of forms, in its notes on 6.1: "using `arrayFormat: 'indices'` semantics of `qs`".
# Behaviour: superagent has qs leave the places out, so two lines of an order are one whose fields are lists, and of fields that not
#   each line has nobody can tell whose they are. A list of lists is one list, a list of one is no list.
# Seen: the lines below: what was sent, and what a server reads of it.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund superagent@10.4.2 axios@1.21.1 qs@6.17.1
cat >try.mjs <<'JS'
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import axios from "axios";
import qs from "qs";
import superagent from "superagent";
const server = createServer(async (request, response) => response.end(await text(request)));
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const headers = { "content-type": "application/x-www-form-urlencoded" };
const writers = {
  superagent: async (form) => (await superagent.post(url).type("form").send(form)).text,
  axios: async (form) => (await axios.post(url, form, { headers, responseType: "text" })).data,
  qs: (form) => qs.stringify(form),
};
for (const form of [
  { lines: [{ sku: "tea", note: "hot" }, { sku: "rice" }] },
  { lines: [{ sku: "tea" }, { sku: "rice", note: "hot" }] },
  { boxes: [["tea", "rice"], ["salt"]] },
  { tags: ["new"] },
])
  for (const [name, write] of Object.entries(writers)) {
    const sent = await write(form);
    const read = JSON.stringify(qs.parse(sent));
    console.log(`${JSON.stringify(form)} by ${name}: ${decodeURIComponent(sent)}, read ${read === JSON.stringify(form) ? "as it was" : read}`);
  }
server.close();
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{"lines":[{"sku":"tea","note":"hot"},{"sku":"rice"}]} by superagent: lines[sku]=tea&lines[note]=hot&lines[sku]=rice, read {"lines":{"sku":["tea","rice"],"note":"hot"}}
{"lines":[{"sku":"tea","note":"hot"},{"sku":"rice"}]} by axios: lines[0][sku]=tea&lines[0][note]=hot&lines[1][sku]=rice, read as it was
{"lines":[{"sku":"tea","note":"hot"},{"sku":"rice"}]} by qs: lines[0][sku]=tea&lines[0][note]=hot&lines[1][sku]=rice, read as it was
{"lines":[{"sku":"tea"},{"sku":"rice","note":"hot"}]} by superagent: lines[sku]=tea&lines[sku]=rice&lines[note]=hot, read {"lines":{"sku":["tea","rice"],"note":"hot"}}
{"lines":[{"sku":"tea"},{"sku":"rice","note":"hot"}]} by axios: lines[0][sku]=tea&lines[1][sku]=rice&lines[1][note]=hot, read as it was
{"lines":[{"sku":"tea"},{"sku":"rice","note":"hot"}]} by qs: lines[0][sku]=tea&lines[1][sku]=rice&lines[1][note]=hot, read as it was
{"boxes":[["tea","rice"],["salt"]]} by superagent: boxes=tea&boxes=rice&boxes=salt, read {"boxes":["tea","rice","salt"]}
{"boxes":[["tea","rice"],["salt"]]} by axios: boxes[0][0]=tea&boxes[0][1]=rice&boxes[1][0]=salt, read as it was
{"boxes":[["tea","rice"],["salt"]]} by qs: boxes[0][0]=tea&boxes[0][1]=rice&boxes[1][0]=salt, read as it was
{"tags":["new"]} by superagent: tags=new, read {"tags":"new"}
{"tags":["new"]} by axios: tags[]=new, read as it was
{"tags":["new"]} by qs: tags[0]=new, read as it was
TXT
diff wanted seen
