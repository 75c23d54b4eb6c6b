#!/usr/bin/env bash
# needle 3.5.0, with superagent 10.4.2 and axios 1.21.1 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a Date in a form is sent under its name, as a text in ISO 8601, and a redirect of 307 or 308, which exist to keep
#   the method, repeats the POST.
# Behaviour: needle sends the text of the Date without the name, and of one deeper down as well, so for the server there is no
#   "from". 307 and 308 it follows with GET and without the body, tells of 200, and the order is nowhere; the option
#   follow_keep_method changes that.
# Seen: the lines below: what the server got.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund needle@3.5.0 superagent@10.4.2 axios@1.21.1
cat >try.mjs <<'JS'
import { createServer } from "node:http";
import axios from "axios";
import needle from "needle";
import superagent from "superagent";
const got = [];
const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  got.push(`${request.method} ${request.url} ${decodeURIComponent(body)}`.trim());
  if (request.url === "/moved") response.writeHead(308, { location: "/orders" });
  response.end();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const form = { "content-type": "application/x-www-form-urlencoded" };
const clients = {
  needle: (path, data) => needle("post", base + path, data, { follow_max: 3 }),
  superagent: (path, data) => superagent.post(base + path).type("form").send(data),
  axios: (path, data) => axios.post(base + path, data, { headers: form }),
};
const from = new Date("2026-11-29T03:00:00Z");
for (const [path, data] of [
  ["/orders", { from, shop: 7 }],
  ["/orders", { range: { from }, shop: 7 }],
  ["/moved", { shop: 7 }],
])
  for (const [name, send] of Object.entries(clients)) {
    const { status, statusCode } = await send(path, data);
    console.log(`${name} ${JSON.stringify(data)} to ${path}: ${got.splice(0).join(", then ")}; told ${status ?? statusCode}`);
  }
server.close();
server.closeAllConnections();
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
needle {"from":"2026-11-29T03:00:00.000Z","shop":7} to /orders: POST /orders 2026-11-29T03:00:00.000Z&shop=7; told 200
superagent {"from":"2026-11-29T03:00:00.000Z","shop":7} to /orders: POST /orders from=2026-11-29T03:00:00.000Z&shop=7; told 200
axios {"from":"2026-11-29T03:00:00.000Z","shop":7} to /orders: POST /orders from=2026-11-29T03:00:00.000Z&shop=7; told 200
needle {"range":{"from":"2026-11-29T03:00:00.000Z"},"shop":7} to /orders: POST /orders 2026-11-29T03:00:00.000Z&shop=7; told 200
superagent {"range":{"from":"2026-11-29T03:00:00.000Z"},"shop":7} to /orders: POST /orders range[from]=2026-11-29T03:00:00.000Z&shop=7; told 200
axios {"range":{"from":"2026-11-29T03:00:00.000Z"},"shop":7} to /orders: POST /orders range[from]=2026-11-29T03:00:00.000Z&shop=7; told 200
needle {"shop":7} to /moved: POST /moved shop=7, then GET /orders; told 200
superagent {"shop":7} to /moved: POST /moved shop=7, then POST /orders shop=7; told 200
axios {"shop":7} to /moved: POST /moved shop=7, then POST /orders shop=7; told 200
TXT
diff wanted seen
