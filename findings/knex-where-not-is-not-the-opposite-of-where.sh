#!/usr/bin/env bash
# knex 3.3.0, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: whereNot({ a, b }) finds the rows that where({ a, b }) does not: not (a and b). And a direction of orderBy that
#   is none is refused.
# Behaviour: the object is taken apart: not a and not b. A row that agrees in one of the two is in neither of the lists.
#   With orWhereNot the parts are joined by "or", whereas orWhere keeps them together. whereNot of a function is the
#   opposite. orderBy takes "descending", "newest" and the like for ascending.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund knex@3.3.0
cat >try.mjs <<'JS'
import makeKnex from "knex";
const knex = makeKnex({ client: "pg" });
const orders = () => knex("orders");
const both = { paid: true, sent: true };
for (const [what, query] of Object.entries({
  where: orders().where(both),
  whereNot: orders().whereNot(both),
  "whereNot of a function": orders().whereNot((part) => part.where(both)),
  orWhere: orders().where("id", 1).orWhere(both),
  orWhereNot: orders().where("id", 1).orWhereNot(both),
  "orderBy desc": orders().orderBy("at", "desc"),
  "orderBy descending": orders().orderBy("at", "descending"),
})) {
  const { sql, bindings } = query.toSQL();
  console.log(`${what}: ${sql.replace('select * from "orders" ', "")} ${JSON.stringify(bindings)}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
where: where "paid" = ? and "sent" = ? [true,true]
whereNot: where not "paid" = ? and not "sent" = ? [true,true]
whereNot of a function: where not ("paid" = ? and "sent" = ?) [true,true]
orWhere: where "id" = ? or ("paid" = ? and "sent" = ?) [1,true,true]
orWhereNot: where "id" = ? or not "paid" = ? or not "sent" = ? [1,true,true]
orderBy desc: order by "at" desc []
orderBy descending: order by "at" asc []
TXT
diff wanted seen
