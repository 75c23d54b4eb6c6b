import { expect, it, onTestFinished } from "vitest";
import type { Send } from "#src/stores/postgres/driver.js";
import { openWriter } from "#src/stores/postgres/open-writer.js";
import { raw, sql } from "#src/stores/postgres/sql.js";
import { letIn } from "#src/stores/postgres/turns.js";
import { makeAll } from "#src/stores/postgres/writes.js";
import { PostgresServer } from "../support/postgres.ts";

const server = PostgresServer.forTests();

/** How many rows of `runs` this connection has read. */
async function rowsRead(send: Send): Promise<number> {
  const { rows } = await send(
    sql`SELECT idx_tup_fetch + seq_tup_read AS read FROM pg_stat_xact_user_tables WHERE relname = 'runs'`,
  );
  return (rows[0] as unknown as { read: number }).read;
}

/** How many a change reads; it is not kept. */
async function readBy(send: Send, change: () => Promise<unknown>): Promise<number> {
  await send(sql`BEGIN`);
  const before = await rowsRead(send);
  await change();
  const after = await rowsRead(send);
  await send(sql`ROLLBACK`);
  return after - before;
}

it("reads few runs to find who is next, however many have ended that waited when they were counted", async () => {
  const node = { id: "n", name: "n", commits: 0, isKnown: false };
  const { send, run, close } = await openWriter(await server.database(), node, () => undefined);
  onTestFinished(close);
  const insert = (what: string, columns: string, values: string) =>
    run(`INSERT INTO runs (id, flow, version, source, status, payload, created_at, ${columns})
      SELECT '${what}' || n, 'f', 'v', 'webhook', 'queued', '{}', n, ${values} FROM generate_series(1, 3000) AS n`);
  // Statistics of an hour in which all of these wait; then most have ended, and are kept.
  for (const time of ["old", "new"]) {
    await insert(`${time} waits`, "lane, lane_limit, inside", "'f ' || n % 10, 1, false");
    await insert(`${time} may begin`, "due_at", "0");
  }
  await run("ANALYZE runs; UPDATE runs SET finished_at = 1 WHERE id LIKE 'old%'");
  // What indexes have of the rows of before is gone.
  await run("VACUUM runs");
  const lanes = raw("SELECT 'f ' || n AS lane FROM generate_series(0, 9) AS n");
  expect(await readBy(send, () => send(letIn(lanes)))).toBeLessThan(100);
  const taking = { count: 10, at: 1, after: "", without: [] };
  const take = () => makeAll(send, [{ kind: "take", ask: taking }]);
  expect(await readBy(send, take)).toBeLessThan(100);
});
