#!/usr/bin/env bash
# undici 7.30.0, seen 2026-11-29 with Node.js 20.20 and 24.21.
#
# Likely guess: an interceptor that only calls the next dispatch changes nothing of an answer.
# Seen: with `responseHeaders: "raw"` the list of headers is another one. Names are in small letters, and
# headers that came several times are one entry, joined with a comma, `set-cookie` too: two cookies cannot be
# told apart any more. `compose()` turns the headers into an object for interceptors, and back into a list for
# the request. Without `raw` the answer is the same with and without the interceptor.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit undici@7.30.0 >/dev/null
cat >seen.mjs <<'JS'
import { createServer } from "node:http";
import { Pool } from "undici";

const server = createServer((_, response) => {
  const headers = ["X-Shop", "1", "Set-Cookie", "cart=7", "X-Shop", "2", "Set-Cookie", "lang=vi"];
  response.writeHead(200, [...headers, "Content-Length", "0"]).end();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const pool = new Pool(`http://127.0.0.1:${server.address().port}`);
const composed = pool.compose((dispatch) => (options, handler) => dispatch(options, handler));
const ours = /^(x-shop|set-cookie)$/i;
for (const [name, dispatcher] of Object.entries({ pool, composed })) {
  for (const responseHeaders of ["raw", null]) {
    const { headers, body } = await dispatcher.request({ path: "/", method: "GET", responseHeaders });
    await body.dump();
    const shown = Array.isArray(headers)
      ? headers.filter((text, at) => ours.test(at % 2 === 0 ? text : headers[at - 1]))
      : Object.fromEntries(Object.entries(headers).filter(([key]) => ours.test(key)));
    console.log(`${name} ${responseHeaders}: ${JSON.stringify(shown)}`);
  }
}
await pool.close();
server.close();
JS
node seen.mjs | tee seen
diff seen - <<'EXPECTED'
pool raw: ["X-Shop","1","Set-Cookie","cart=7","X-Shop","2","Set-Cookie","lang=vi"]
pool null: {"x-shop":["1","2"],"set-cookie":["cart=7","lang=vi"]}
composed raw: ["x-shop","1,2","set-cookie","cart=7,lang=vi"]
composed null: {"x-shop":["1","2"],"set-cookie":["cart=7","lang=vi"]}
EXPECTED
