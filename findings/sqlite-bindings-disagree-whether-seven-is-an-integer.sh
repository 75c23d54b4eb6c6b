#!/usr/bin/env bash
# libsql 0.5.29, sql.js 1.17.0, node-sqlite3-wasm 0.8.60 with Node 20.20, and node:sqlite of Node.js 24.21.0; seen 2026-11-29.
# Likely guess: 7 as a parameter is the integer 7 of SQLite, as if it stood in the statement: half of it is 3, in JSON it is 7.
# Behaviour: libsql and node:sqlite bind every number as REAL, so the half is 3.5, the JSON 7.0, a key that is joined of text
#   and number "order-7.0". sql.js binds an integer up to 32 bits, node-sqlite3-wasm up to 53; past that they change to
#   REAL, too, so "order-" || 3000000000 is another text in each of the two. A BigInt is an integer for all.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  libsql@0.5.29 sql.js@1.17.0 node-sqlite3-wasm@0.8.60 node@24.21.0
cat >try.cjs <<'JS'
const statements = [
  ["SELECT ? / 2 AS a", 7],
  ["SELECT json_array(?) AS a", 7],
  ["SELECT 'order-' || ? AS a", 7],
  ["SELECT 'order-' || ? AS a", 3_000_000_000],
  ["SELECT 'order-' || ? AS a", 7n],
];
const openers = {
  libsql: async () => {
    const db = new (require("libsql"))(":memory:");
    return (text, value) => db.prepare(text).get(value).a;
  },
  "sql.js": async () => {
    const db = new (await require("sql.js")()).Database();
    return (text, value) => db.exec(text, [value])[0].values[0][0];
  },
  "node-sqlite3-wasm": async () => {
    const db = new (require("node-sqlite3-wasm").Database)();
    return (text, value) => db.get(text, [value]).a;
  },
  "node:sqlite": async () => {
    const db = new (require("node:sqlite").DatabaseSync)(":memory:");
    return (text, value) => db.prepare(text).get(value).a;
  },
};
(async () => {
  for (const name of process.argv.slice(2)) {
    const run = await openers[name]();
    console.log(name, statements.map(([text, value]) => JSON.stringify(run(text, value))).join(" "));
  }
})();
JS
old=$(node -p process.execPath)
{
  "$old" try.cjs libsql sql.js node-sqlite3-wasm
  node_modules/node/bin/node --no-warnings try.cjs node:sqlite
} | tee seen
cat >wanted <<'TXT'
libsql 3.5 "[7.0]" "order-7.0" "order-3000000000.0" "order-7"
sql.js 3 "[7]" "order-7" "order-3000000000.0" "order-7"
node-sqlite3-wasm 3 "[7]" "order-7" "order-3000000000" "order-7"
node:sqlite 3.5 "[7.0]" "order-7.0" "order-3000000000.0" "order-7"
TXT
diff wanted seen
