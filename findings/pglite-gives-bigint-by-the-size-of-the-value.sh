#!/usr/bin/env bash
# @electric-sql/pglite 0.5.17, with pg 8.23.1 beside it over pglite-socket 0.2.17; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a column has one type in JavaScript: bigint is a BigInt or, as with pg, a text. And a `date` of this package is the
#   moment that pg gives for the same day.
# Behaviour: it depends on the row. A value up to 2^53 - 1 is a number, a larger one a BigInt, so a sum over the rows works until
#   the first large id and then throws, and JSON.stringify with it. A day is midnight in UTC, for pg it is midnight of the
#   machine's zone.
# Seen: the lines below; the machine's zone is Asia/Ho_Chi_Minh.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund --legacy-peer-deps \
  @electric-sql/pglite@0.5.17 @electric-sql/pglite-socket@0.2.17 pg@8.23.1
cat >try.mjs <<'JS'
import { inspect } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import pg from "pg";
const db = await PGlite.create();
const ids = "SELECT id FROM (VALUES (1::bigint), (9007199254740991), (9007199254740993)) AS orders (id)";
const statements = { ids, list: `SELECT array_agg(id) AS id FROM (${ids}) AS all_ids`, sum: "SELECT sum(4::int) AS id", count: "SELECT count(*) AS id", day: "SELECT '2026-11-29'::date AS id" };
const attempt = (does) => {
  try {
    return does();
  } catch ({ message }) {
    return `throws ${message}`;
  }
};
const server = new PGLiteSocketServer({ db, path: `${process.cwd()}/.s.PGSQL.5432` });
const rows = {};
for (const [name, statement] of Object.entries(statements)) rows[name] = (await db.query(statement)).rows.map(({ id }) => id);
await server.start();
const client = new pg.Client({ host: process.cwd(), user: "postgres", database: "postgres" });
await client.connect();
for (const [name, statement] of Object.entries(statements)) {
  const others = (await client.query(statement)).rows.map(({ id }) => id);
  console.log(`${name}: pglite ${inspect(rows[name], { breakLength: 200 })}, pg ${inspect(others, { breakLength: 200 })}`);
}
console.log("sum in JavaScript:", attempt(() => rows.ids.reduce((sum, id) => sum + id, 0)));
console.log("JSON of the first two rows and of all:", attempt(() => JSON.stringify(rows.ids.slice(0, 2))), attempt(() => JSON.stringify(rows.ids)));
await client.end();
await server.stop();
process.exit();
JS
TZ=Asia/Ho_Chi_Minh node try.mjs | tee seen
cat >wanted <<'TXT'
ids: pglite [ 1, 9007199254740991, 9007199254740993n ], pg [ '1', '9007199254740991', '9007199254740993' ]
list: pglite [ [ 1, 9007199254740991, 9007199254740993n ] ], pg [ [ '1', '9007199254740991', '9007199254740993' ] ]
sum: pglite [ 4 ], pg [ '4' ]
count: pglite [ 1 ], pg [ '1' ]
day: pglite [ 2026-11-29T00:00:00.000Z ], pg [ 2026-11-28T17:00:00.000Z ]
sum in JavaScript: throws Cannot mix BigInt and other types, use explicit conversions
JSON of the first two rows and of all: [1,9007199254740991] throws Do not know how to serialize a BigInt
TXT
diff wanted seen
