#!/usr/bin/env bash
# libsql 0.5.29 beside node:sqlite (Node 24.21.0), seen 2026-11-29.
# Likely guess: close() closes: once it has returned, another process may have the file for itself.
# Behaviour: libsql says open: false, and keeps the file locked as long as a prepared statement of it is reachable, or was
#   not collected yet; node:sqlite finalizes its statements, and lets go of the file at once.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund libsql@0.5.29 node@24.21.0
cat >try.cjs <<'JS'
const { execFileSync } = require("node:child_process");
const Libsql = require("libsql");
const { DatabaseSync } = require("node:sqlite");
// Locks of a file belong to a process, so another one has to ask.
const ASK = `
  const other = new (require("node:sqlite").DatabaseSync)(process.argv[1], { timeout: 0 });
  try {
    other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    console.log("free");
  } catch (error) {
    console.log(error.message);
  }`;
const mine = (file) => execFileSync(process.execPath, ["--no-warnings", "-e", ASK, file], { encoding: "utf8" }).trim();
for (const [name, Database] of [["libsql", Libsql], ["node:sqlite", DatabaseSync]])
  for (const prepares of [false, true]) {
    const file = `${name.replace(":", "-")}-${prepares}.db`;
    const database = new Database(file);
    database.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    const statement = prepares ? database.prepare("SELECT a FROM t") : undefined;
    statement?.get();
    database.close();
    console.log(`${name}, ${prepares ? "a statement prepared" : "none prepared"}: ${mine(file)}`);
    globalThis.kept = [...(globalThis.kept ?? []), statement];
  }
JS
node_modules/.bin/node --no-warnings try.cjs | tee seen
cat >wanted <<'TXT'
libsql, none prepared: free
libsql, a statement prepared: database is locked
node:sqlite, none prepared: free
node:sqlite, a statement prepared: free
TXT
diff wanted seen
