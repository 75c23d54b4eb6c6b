/**
 * Fills a journal: copies its runs with their steps within the database, under new ids and times, whatever columns
 * they have. Their texts are not in the index of searches: what that costs, `npm run bench:stored` says.
 * `node bench/copy-runs.mjs FILE COUNT PATTERN`: how many there are to be, and how many there are.
 */
import Database from "libsql";

/** Over which the copies are spread, in milliseconds. */
const MONTH = 30 * 86_400_000;

const [file, count, pattern] = process.argv.slice(2);
const from = performance.now();
const database = new Database(file);
const columns = (table) =>
  database
    .prepare(`SELECT name FROM pragma_table_info('${table}')`)
    .all()
    .map(({ name }) => name);
const copied = Math.ceil(count / pattern);
// As random, and as ordered in time, as the ids of the daemon.
const id = (own) =>
  `printf('%012x', (SELECT created_at FROM runs WHERE id = ${own}) - ${MONTH} + n * ${Math.floor(MONTH / copied)}) || substr(${own}, 13, 18) || printf('%06x', n)`;
const changed = {
  id: id("old.id"),
  run_id: id("old.run_id"),
  created_at: `old.created_at - ${MONTH} + n * ${Math.floor(MONTH / copied)}`,
  finished_at: `old.finished_at - ${MONTH} + n * ${Math.floor(MONTH / copied)}`,
  status: "iif(n % 50 = 0, 'failed', old.status)",
};
database.exec("BEGIN");
for (const table of ["steps", "runs"]) {
  const names = columns(table).filter((name) => name !== "seq");
  database.exec(
    `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT ${copied})
     INSERT INTO ${table} (${names.join(", ")})
     SELECT ${names.map((name) => changed[name] ?? `old.${name}`).join(", ")}
     FROM numbers CROSS JOIN (SELECT * FROM ${table} ORDER BY seq) AS old`,
  );
}
database.exec("COMMIT");
database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
database.close();
console.log(`${count} runs filled in ${Math.round((performance.now() - from) / 1_000)} s`);
