#!/usr/bin/env bash
# superagent 10.4.2, with fetch of Node and axios 1.21.1 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a redirect of 301 or 302, which clients follow a POST through with GET, leaves DELETE and PUT as they are; so
#   the Fetch standard has it.
# Behaviour: superagent follows all of them with GET and without the body. The server moved from http to https or to a name with
#   www, the answer is 200 with the order in it, and nothing was deleted or changed. With 307 and 308 it keeps them.
# Seen: the lines below: what came to the new address.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund superagent@10.4.2 axios@1.21.1
cat >try.mjs <<'JS'
import { createServer } from "node:http";
import axios from "axios";
import superagent from "superagent";
let came;
const server = createServer(async (request, response) => {
  const status = Number(request.url.slice(1));
  let body = "";
  for await (const part of request) body += part;
  if (status > 0) return response.writeHead(status, { location: "/new" }).end();
  came = `${request.method} ${body || "without a body"}`;
  response.end("{}");
}).listen();
const base = `http://localhost:${server.address().port}`;
const json = { method: "PUT", body: '{"open":false}', headers: { "content-type": "application/json" } };
const clients = {
  superagent: { PUT: (url) => superagent.put(url).send({ open: false }), DELETE: (url) => superagent.delete(url) },
  fetch: { PUT: (url) => fetch(url, json), DELETE: (url) => fetch(url, { method: "DELETE" }) },
  axios: { PUT: (url) => axios.put(url, { open: false }), DELETE: (url) => axios.delete(url) },
};
for (const status of [301, 302, 307])
  for (const [name, calls] of Object.entries(clients))
    for (const [method, call] of Object.entries(calls)) {
      const { status: told } = await call(`${base}/${status}`);
      console.log(`${status} ${method} ${name}: ${came}, told of ${told}`);
    }
process.exit();
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
301 PUT superagent: GET without a body, told of 200
301 DELETE superagent: GET without a body, told of 200
301 PUT fetch: PUT {"open":false}, told of 200
301 DELETE fetch: DELETE without a body, told of 200
301 PUT axios: PUT {"open":false}, told of 200
301 DELETE axios: DELETE without a body, told of 200
302 PUT superagent: GET without a body, told of 200
302 DELETE superagent: GET without a body, told of 200
302 PUT fetch: PUT {"open":false}, told of 200
302 DELETE fetch: DELETE without a body, told of 200
302 PUT axios: PUT {"open":false}, told of 200
302 DELETE axios: DELETE without a body, told of 200
307 PUT superagent: PUT {"open":false}, told of 200
307 DELETE superagent: DELETE without a body, told of 200
307 PUT fetch: PUT {"open":false}, told of 200
307 DELETE fetch: DELETE without a body, told of 200
307 PUT axios: PUT {"open":false}, told of 200
307 DELETE axios: DELETE without a body, told of 200
TXT
diff wanted seen
