#!/usr/bin/env bash
# undici 7.30.0 and 8.13.1 (request() with `query`), with axios 1.21.1 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a Date in `query` is sent as a text, undefined is left out, and what has no place in an address, an object say,
#   is refused; the manual says that keys and values are encoded.
# Behaviour: a Date, an object, NaN, null and undefined are sent as the name with nothing behind it. "All orders since this day"
#   is "from=", which a server takes for "since ever"; a list keeps the place of a value that lacks. An empty list is left out.
#   No error.
# Seen: the lines below: the address that came.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund undici@7.30.0 newest@npm:undici@8.13.1 axios@1.21.1
cat >try.mjs <<'JS'
import { createServer } from "node:http";
import { inspect } from "node:util";
import axios from "axios";
import { request } from "undici";
const server = createServer((asked, response) => response.end(JSON.stringify(decodeURIComponent(asked.url)))).listen();
const base = `http://localhost:${server.address().port}/`;
const ways = { undici: async (query) => (await request(base, { query })).body.json() };
// undici 8 wants Node 22.
if (Number(process.versions.node.split(".")[0]) >= 22) {
  const newest = await import("newest");
  ways.undici = async (query) => {
    const [one, other] = await Promise.all([request, newest.request].map(async (ask) => (await ask(base, { query })).body.json()));
    return one === other ? one : `${one} or ${other}`;
  };
}
ways.axios = async (params) => (await axios.get(base, { params })).data;
const day = new Date("2026-11-29");
for (const query of [{ from: "2026-11-29" }, { from: day }, { from: undefined }, { from: null }, { total: Number.NaN }, { at: { city: "Huế" } }, { ids: [1, 2] }, { ids: [1, undefined] }, { ids: [] }])
  console.log(`${inspect(query)}: ${(await Promise.all(Object.entries(ways).map(async ([name, way]) => `${name} ${await way(query)}`))).join(", ")}`);
process.exit();
JS
TZ=UTC node try.mjs | tee seen
cat >wanted <<'TXT'
{ from: '2026-11-29' }: undici /?from=2026-11-29, axios /?from=2026-11-29
{ from: 2026-11-29T00:00:00.000Z }: undici /?from=, axios /?from=2026-11-29T00:00:00.000Z
{ from: undefined }: undici /?from=, axios /
{ from: null }: undici /?from=, axios /
{ total: NaN }: undici /?total=, axios /?total=NaN
{ at: { city: 'Huế' } }: undici /?at=, axios /?at[city]=Huế
{ ids: [ 1, 2 ] }: undici /?ids=1&ids=2, axios /?ids[]=1&ids[]=2
{ ids: [ 1, undefined ] }: undici /?ids=1&ids=, axios /?ids[]=1
{ ids: [] }: undici /, axios /
TXT
diff wanted seen
