#!/usr/bin/env bash
# Node.js 24.21.0, node:sqlite, and node-sqlite3-wasm 0.8.60; seen 2026-11-29.
# Likely guess: a Date as a parameter of a statement is stored as a text or refused. node:sqlite does refuse it, in the
#   second place: "cannot be bound".
# Behaviour: in the first place it is an object of named parameters that has no names, as is a Map, a Set or a function. The
#   values behind it move up by one, the last column is NULL, and nobody is told.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund node@24.21.0 node-sqlite3-wasm@0.8.60
cat >try.cjs <<'JS'
const { DatabaseSync } = require("node:sqlite");
const wasm = require("node-sqlite3-wasm");
const paid = new Date("2026-11-29T03:00:00Z");
const insert = "INSERT INTO payments VALUES (?, ?) RETURNING *";
const db = new DatabaseSync(":memory:");
const other = new wasm.Database();
for (const one of [db, other]) one.exec("CREATE TABLE payments (a, b)");
for (const [what, values] of Object.entries({
  "Date first": [paid, 500],
  "Date second": [500, paid],
  "Date alone": [paid],
  "Map first": [new Map([["a", 1]]), 500],
  "function first": [() => paid, 500],
  "text first": [paid.toISOString(), 500],
}))
  for (const [name, run] of Object.entries({
    "node:sqlite": () => db.prepare(insert).get(...values),
    "node-sqlite3-wasm": () => other.get(insert, values.length === 1 ? values[0] : values),
  })) {
    try {
      const { a, b } = run();
      console.log(`${what}: ${name} stores a=${a} b=${b}`);
    } catch ({ message }) {
      console.log(`${what}: ${name} refuses: ${message}`);
    }
  }
JS
node_modules/node/bin/node --no-warnings try.cjs | tee seen
cat >wanted <<'TXT'
Date first: node:sqlite stores a=500 b=null
Date first: node-sqlite3-wasm refuses: Unsupported type for binding: "object"
Date second: node:sqlite refuses: Provided value cannot be bound to SQLite parameter 2.
Date second: node-sqlite3-wasm refuses: Unsupported type for binding: "object"
Date alone: node:sqlite stores a=null b=null
Date alone: node-sqlite3-wasm stores a=null b=null
Map first: node:sqlite stores a=500 b=null
Map first: node-sqlite3-wasm refuses: Unsupported type for binding: "object"
function first: node:sqlite stores a=500 b=null
function first: node-sqlite3-wasm refuses: Unsupported type for binding: "function"
text first: node:sqlite stores a=2026-11-29T03:00:00.000Z b=500
text first: node-sqlite3-wasm stores a=2026-11-29T03:00:00.000Z b=500
TXT
diff wanted seen
