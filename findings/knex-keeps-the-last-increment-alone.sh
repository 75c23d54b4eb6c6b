#!/usr/bin/env bash
# knex 3.3.0, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: calls of a query builder add up: two increments of a column are both counted, and one taken from the other.
# Behaviour: for each column the last call wins, without a word: +5 and +2 is +2, +5 and -2 is -2, so stock or a balance is
#   wrong. An amount that is undefined is 1. Only beside a value of update() is there a warning, and then no increment.
#   increment({ … }) behaves alike, and where() does add up.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund knex@3.3.0
cat >try.mjs <<'JS'
import makeKnex from "knex";
const stock = () => knex("goods");
const knex = makeKnex({ client: "pg" });
for (const [what, query] of Object.entries({
  "increment 5, increment 2": stock().increment("stock", 5).increment("stock", 2),
  "increment 5, decrement 2": stock().increment("stock", 5).decrement("stock", 2),
  "increment { stock: 5 }, decrement 2": stock().increment({ stock: 5 }).decrement("stock", 2),
  "increment stock, increment sold": stock().increment("stock", 5).increment("sold", 2),
  "increment undefined": stock().increment("stock", undefined),
  "where, where": stock().where("a", 1).where("b", 2).increment("stock", 5),
})) {
  const { sql, bindings } = query.toSQL();
  console.log(`${what}: ${sql} ${JSON.stringify(bindings)}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
increment 5, increment 2: update "goods" set "stock" = "stock" + ? [2]
increment 5, decrement 2: update "goods" set "stock" = "stock" - ? [2]
increment { stock: 5 }, decrement 2: update "goods" set "stock" = "stock" - ? [2]
increment stock, increment sold: update "goods" set "stock" = "stock" + ?, "sold" = "sold" + ? [5,2]
increment undefined: update "goods" set "stock" = "stock" + ? [1]
where, where: update "goods" set "stock" = "stock" + ? where "a" = ? and "b" = ? [5,1,2]
TXT
diff wanted seen
