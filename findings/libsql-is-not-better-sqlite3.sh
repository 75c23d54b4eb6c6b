#!/usr/bin/env bash
# libsql 0.5.29 (the npm package with better-sqlite3's API), seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: as better-sqlite3, whose API it has: too few or too many values are refused, a second statement in a
#   prepared text is refused, pluck() gives a value, transactions nest by savepoints, rows hold columns alone, a text
#   comes back whole, run() tells how many rows it has written.
# Behaviour: none of these. Values that lack are NULL, also named ones; those too many are passed over; what stands
#   behind the first statement is left out; get() after pluck() gives the row; a transaction inside of another one throws;
#   a row of get() has one key more, _metadata; a text is kept whole and read up to its first NUL; an INSERT … RETURNING by run() tells of 0 changes.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund libsql@0.5.29
cat >try.mjs <<'JS'
import Database from "libsql";
const db = new Database(":memory:");
db.exec("CREATE TABLE t (v)");
const get = (text, ...values) => {
  const { _metadata, ...row } = db.prepare(text).get(...values);
  return JSON.stringify(row);
};
console.log("too few", get("SELECT ? AS a, ? AS b", 1));
console.log("a name lacks", get("SELECT :a AS a, :b AS b", { a: 1 }));
console.log("too many", get("SELECT ? AS a", 1, 2));
console.log("two statements", get("SELECT 1 AS a; SELECT 2 AS b"));
console.log("keys of a row", Object.keys(db.prepare("SELECT 1 AS a").get()).join());
console.log("pluck", typeof db.prepare("SELECT 1 AS a").pluck().get());
db.prepare("INSERT INTO t VALUES (?)").run("a\0b");
console.log("NUL", get("SELECT v, hex(v) AS hex FROM t"));
console.log("RETURNING", db.prepare("INSERT INTO t VALUES (1) RETURNING v").run().changes);
try {
  db.transaction(() => db.transaction(() => 1)())();
  console.log("nested: fine");
} catch ({ message }) {
  console.log("nested:", message);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
too few {"a":1,"b":null}
a name lacks {"a":1,"b":null}
too many {"a":1}
two statements {"a":1}
keys of a row a,_metadata
pluck object
NUL {"v":"a","hex":"610062"}
RETURNING 0
nested: cannot start a transaction within a transaction
TXT
diff wanted seen
