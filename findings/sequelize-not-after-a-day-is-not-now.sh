#!/usr/bin/env bash
# sequelize 6.37.8 for PostgreSQL (pg 8.23.1), its statements run by pglite 0.5.17; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a condition behind a field's Op.not is the one that is not to hold, as it is behind an Op.not around the field, and as a
#   list behind it is NOT IN; what Sequelize can't read it refuses, as it does for a text's field ("Invalid value").
# Behaviour: the condition is taken for a value of the column's type. For a date it is now: not after a day is "!= this moment", which
#   holds for every order; for JSON it is {}; for a number the text [object Object]. So what was to be left out is found, and deleted or
#   mailed. Op.startsWith and Op.substring hand on % and _ as wildcards: "10%" finds "100 off".
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund sequelize@6.37.8 pg@8.23.1 @electric-sql/pglite@0.5.17
cat >try.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
import { DataTypes, Op, Sequelize } from "sequelize";
const sequelize = new Sequelize({ dialect: "postgres" });
const fields = { note: DataTypes.TEXT, due: DataTypes.DATE, meta: DataTypes.JSONB, total: DataTypes.DECIMAL };
const Order = sequelize.define("order", fields, { tableName: "orders", timestamps: false });
const database = new PGlite();
await database.exec(`CREATE TABLE orders (note text, due timestamptz, meta jsonb, total numeric);
  INSERT INTO orders VALUES ('10% off', '2026-01-01', '{"paid":true}', 1), ('100 off', '2026-12-31', '{"paid":false}', 9)`);
const after = { [Op.gt]: new Date("2026-06-30") };
const holds = { [Op.contains]: { paid: true } };
const above = { [Op.gt]: 5 };
for (const [name, where] of Object.entries({
  "due, not after June": { due: { [Op.not]: after } },
  "not (due after June)": { [Op.not]: { due: after } },
  "meta, not with paid": { meta: { [Op.not]: holds } },
  "not (meta with paid)": { [Op.not]: { meta: holds } },
  "total, not above 5": { total: { [Op.not]: above } },
  "not (total above 5)": { [Op.not]: { total: above } },
  "total, not [1, 2]": { total: { [Op.not]: [1, 2] } },
  "note, not like": { note: { [Op.not]: { [Op.like]: "10%" } } },
  "note starts with 10%": { note: { [Op.startsWith]: "10%" } },
})) {
  let seen;
  try {
    const statement = sequelize.getQueryInterface().queryGenerator.selectQuery("orders", { attributes: ["note"], where }, Order);
    seen = statement.split("WHERE ")[1].replace(/!= '2[^']+'/, "!= '(now)'");
    seen += ` finds ${(await database.query(statement)).rows.map(({ note }) => note).join(" and ")}`;
  } catch ({ message }) {
    seen = `${seen ?? ""} ${message.split(" {")[0]}`;
  }
  console.log(`${name}: ${seen.trim()}`);
}
await database.close();
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
due, not after June: "order"."due" != '(now)'; finds 10% off and 100 off
not (due after June): NOT ("order"."due" > '2026-06-30 00:00:00.000 +00:00'); finds 10% off
meta, not with paid: "order"."meta" != '{}'; finds 10% off and 100 off
not (meta with paid): NOT ("order"."meta" @> '{"paid":true}'); finds 100 off
total, not above 5: "order"."total" != '[object Object]'; invalid input syntax for type numeric: "[object Object]"
not (total above 5): NOT ("order"."total" > 5); finds 10% off
total, not [1, 2]: "order"."total" NOT IN (1, 2); finds 100 off
note, not like: Invalid value
note starts with 10%: "order"."note" LIKE '10%%'; finds 10% off and 100 off
TXT
diff wanted seen
