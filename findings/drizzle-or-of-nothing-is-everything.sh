#!/usr/bin/env bash
# drizzle-orm 0.45.4 and kysely 0.28.19, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: "any of these conditions", of an empty list, holds for no row: so says logic, so does SQL for an empty IN, and
#   so does Drizzle's own inArray.
# Behaviour: or() of Drizzle without a condition is undefined, and where(undefined) is no WHERE: the DELETE takes every row.
#   Beside other conditions in and() it falls away, so the rest decides alone. or([]) of Kysely holds for no row. Kysely's
#   and({ … }) leaves out what is undefined, and so holds for every row, where an "=" with undefined holds for none.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund drizzle-orm@0.45.4 kysely@0.28.19
cat >try.mjs <<'JS'
import { and, eq, inArray, or } from "drizzle-orm";
import { integer, pgTable } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/pg-proxy";
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
const orders = pgTable("orders", { id: integer("id"), shop: integer("shop") });
const db = drizzle(async () => ({ rows: [] }));
const kysely = new Kysely({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (one) => new PostgresIntrospector(one),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
for (const ids of [[7, 8], []]) {
  const any = ids.map((id) => eq(orders.id, id));
  const shown = {
    "Drizzle or": db.delete(orders).where(or(...any)).toSQL().sql,
    "Drizzle and(shop, or)": db.delete(orders).where(and(eq(orders.shop, 1), or(...any))).toSQL().sql,
    "Drizzle inArray": db.delete(orders).where(inArray(orders.id, ids)).toSQL().sql,
    "Kysely or": kysely.deleteFrom("orders").where((part) => part.or(ids.map((id) => part("id", "=", id)))).compile().sql,
    "Kysely and({ id })": kysely.deleteFrom("orders").where((part) => part.and({ id: ids[0] })).compile().sql,
    "Kysely id =": kysely.deleteFrom("orders").where("id", "=", ids[0]).compile().sql,
  };
  for (const [name, sql] of Object.entries(shown)) console.log(`${ids.length} ids, ${name}: ${sql}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
2 ids, Drizzle or: delete from "orders" where ("orders"."id" = $1 or "orders"."id" = $2)
2 ids, Drizzle and(shop, or): delete from "orders" where ("orders"."shop" = $1 and ("orders"."id" = $2 or "orders"."id" = $3))
2 ids, Drizzle inArray: delete from "orders" where "orders"."id" in ($1, $2)
2 ids, Kysely or: delete from "orders" where ("id" = $1 or "id" = $2)
2 ids, Kysely and({ id }): delete from "orders" where "id" = $1
2 ids, Kysely id =: delete from "orders" where "id" = $1
0 ids, Drizzle or: delete from "orders"
0 ids, Drizzle and(shop, or): delete from "orders" where "orders"."shop" = $1
0 ids, Drizzle inArray: delete from "orders" where false
0 ids, Kysely or: delete from "orders" where 1 = 0
0 ids, Kysely and({ id }): delete from "orders" where 1 = 1
0 ids, Kysely id =: delete from "orders" where "id" = $1
TXT
diff wanted seen
