#!/usr/bin/env bash
# postgres 3.4.9 (Postgres.js) and pg 8.23.1 against one server, pglite 0.5.14 behind pglite-socket 0.2.17; seen 2026-11-29 with
#   Node 20.20 and 24.21.
# Likely guess: NULL in an array comes as null, as NULL in a column does, and null in a list is written as NULL.
# Behaviour: Postgres.js writes it right and reads it wrong: the word "NULL" in text[], NaN in int[], false in boolean[], an
#   invalid Date in date[]. A text that says NULL can't be told from it, and who writes back what he read has the word in his
#   table.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  postgres@3.4.9 pg@8.23.1 @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17
cat >try.mjs <<'JS'
import { inspect } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import pg from "pg";
import postgres from "postgres";
const host = process.cwd();
const db = await PGlite.create();
const server = new PGLiteSocketServer({ db, path: `${host}/.s.PGSQL.5432` });
await server.start();
const statements = {
  "text[]": `SELECT '{Lan,NULL,"NULL"}'::text[] AS list`,
  "array_agg": "SELECT array_agg(note) AS list FROM (VALUES ('a'), (NULL)) AS notes (note)",
  "int[]": "SELECT '{7,NULL}'::int[] AS list",
  "boolean[]": "SELECT '{t,NULL}'::boolean[] AS list",
  "date[]": "SELECT '{NULL}'::date[] AS list",
  "a column": "SELECT NULL::text AS list",
};
const show = async (name, run) => {
  for (const [what, statement] of Object.entries(statements)) console.log(`${name} ${what}: ${inspect(await run(statement))}`);
};
const client = new pg.Client({ host, user: "postgres", database: "postgres" });
await client.connect();
await show("pg", async (statement) => (await client.query(statement)).rows[0].list);
await client.end();
const sql = postgres({ path: `${host}/.s.PGSQL.5432`, user: "postgres", database: "postgres", max: 1 });
await show("postgres", async (statement) => (await sql.unsafe(statement))[0].list);
const [written] = await sql`SELECT array_position(${["Lan", null]}::text[], NULL) AS place`;
console.log(`postgres writes null as NULL, at ${written.place}`);
await sql.end();
await server.stop();
process.exit();
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
pg text[]: [ 'Lan', null, 'NULL' ]
pg array_agg: [ 'a', null ]
pg int[]: [ 7, null ]
pg boolean[]: [ true, null ]
pg date[]: [ null ]
pg a column: null
postgres text[]: [ 'Lan', 'NULL', 'NULL' ]
postgres array_agg: [ 'a', 'NULL' ]
postgres int[]: [ 7, NaN ]
postgres boolean[]: [ true, false ]
postgres date[]: [ Invalid Date ]
postgres a column: null
postgres writes null as NULL, at 2
TXT
diff wanted seen
