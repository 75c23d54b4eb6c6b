#!/usr/bin/env bash
# postgres 3.4.9 (Postgres.js) and pg 8.23.1 against one server, pglite 0.5.14 behind pglite-socket 0.2.17; seen 2026-11-29 with
#   Node 20.20 and 24.21.
# Likely guess: what PostgreSQL takes for a boolean ('true', 't', 'yes', 1 as a text), it is also as a parameter; anything else
#   is refused by the server, as it is with pg.
# Behaviour: Postgres.js asks the server for the type of the parameter and then writes true for `true` alone, false for all
#   else: "true" of a form, 1 of another database and "paid" are stored as false, and a WHERE finds the rows that are not
#   paid. With a cast to text before (::text::boolean) the server decides.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  postgres@3.4.9 pg@8.23.1 @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17
cat >try.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import pg from "pg";
import postgres from "postgres";
const host = process.cwd();
const db = await PGlite.create();
await db.exec("CREATE TABLE orders (paid boolean)");
const server = new PGLiteSocketServer({ db, path: `${host}/.s.PGSQL.5432` });
await server.start();
const values = [true, false, 1, 0, "true", "t", "yes", "paid"];
const insert = "INSERT INTO orders VALUES ($1) RETURNING paid";
const say = (promise) => promise.then((rows) => rows[0].paid, ({ message }) => `refused: ${message}`);
const show = async (name, run) => {
  for (const value of values) console.log(`${name} ${JSON.stringify(value)}: ${await say(run(value))}`);
};
const client = new pg.Client({ host, user: "postgres", database: "postgres" });
await client.connect();
await show("pg", async (value) => (await client.query(insert, [value])).rows);
await client.end();
const sql = postgres({ path: `${host}/.s.PGSQL.5432`, user: "postgres", database: "postgres", max: 1 });
await show("postgres", (value) => sql`INSERT INTO orders ${sql({ paid: value })} RETURNING paid`);
await show("postgres, cast", (value) => sql`INSERT INTO orders VALUES (${String(value)}::text::boolean) RETURNING paid`);
await sql.end();
await server.stop();
process.exit();
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
pg true: true
pg false: false
pg 1: true
pg 0: false
pg "true": true
pg "t": true
pg "yes": true
pg "paid": refused: invalid input syntax for type boolean: "paid"
postgres true: true
postgres false: false
postgres 1: false
postgres 0: false
postgres "true": false
postgres "t": false
postgres "yes": false
postgres "paid": false
postgres, cast true: true
postgres, cast false: false
postgres, cast 1: true
postgres, cast 0: false
postgres, cast "true": true
postgres, cast "t": true
postgres, cast "yes": true
postgres, cast "paid": refused: invalid input syntax for type boolean: "paid"
TXT
diff wanted seen
