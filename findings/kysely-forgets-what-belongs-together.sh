#!/usr/bin/env bash
# kysely 0.28.19 for PostgreSQL, its statements run by pglite 0.5.17; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: an expression that is made of expressions is computed as it was put together: eb(eb("price", "+", "fee"), "*", 2) is
#   twice the sum, since eb.or and eb.and put brackets around themselves. A query that is handed to except() or union() stays one.
# Behaviour: both are written one after the other without brackets, and the database has rules of its own for them: price + fee * 2.
#   p.except(q.union(r)) gives what is in r too, a limit before union() or in its argument is one of the whole, and
#   eb.neg(eb.neg(x)) begins a comment. eb.parens() is for it, and one has to know.
# Seen: the lines below, for a price of 10, a fee of 5, and the ids 1 and 2 in a, 2 in b, 1 in c.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund kysely@0.28.19 @electric-sql/pglite@0.5.17
cat >try.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
const db = new Kysely({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
const database = new PGlite();
await database.exec(`CREATE TABLE item (price int, fee int); INSERT INTO item VALUES (10, 5);
  CREATE TABLE a (id int); INSERT INTO a VALUES (1), (2);
  CREATE TABLE b (id int); INSERT INTO b VALUES (2);
  CREATE TABLE c (id int); INSERT INTO c VALUES (1)`);
const item = (make) => db.selectFrom("item").select((eb) => make(eb).as("x"));
const ids = (table) => db.selectFrom(table).select("id as x");
for (const [name, query] of Object.entries({
  "(price + fee) * 2": item((eb) => eb(eb("price", "+", eb.ref("fee")), "*", 2)),
  "(price + fee) * 2 with parens": item((eb) => eb(eb.parens("price", "+", eb.ref("fee")), "*", 2)),
  "price - (price - fee)": item((eb) => eb("price", "-", eb("price", "-", eb.ref("fee")))),
  "-(price + fee)": item((eb) => eb.neg(eb("price", "+", eb.ref("fee")))),
  "-(-price)": item((eb) => eb.neg(eb.neg("price"))),
  "a without (b and c)": ids("a").except(ids("b").union(ids("c"))),
  "(one of a) and b": ids("a").orderBy("x").limit(1).unionAll(ids("b")),
  "a and (one of b)": ids("a").unionAll(ids("b").limit(1)),
})) {
  const { sql, parameters } = query.compile();
  const seen = await database.query(sql, [...parameters]).then(
    ({ rows }) => rows.map(({ x }) => x).join(" and ") || "nothing",
    ({ message }) => message,
  );
  console.log(`${name}: ${sql.replaceAll('"', "").replaceAll(" as x", "")} gives ${seen}`);
}
await database.close();
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
(price + fee) * 2: select price + fee * $1 from item gives 20
(price + fee) * 2 with parens: select (price + fee) * $1 from item gives 30
price - (price - fee): select price - price - fee from item gives -5
-(price + fee): select -price + fee from item gives -5
-(-price): select --price from item gives nothing
a without (b and c): select id from a except select id from b union select id from c gives 1
(one of a) and b: select id from a union all select id from b order by x limit $1 gives 1
a and (one of b): select id from a union all select id from b limit $1 gives 1
TXT
diff wanted seen
