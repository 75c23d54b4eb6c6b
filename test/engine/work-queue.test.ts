import { expect, it } from "vitest";
import { LocalQueue } from "#src/engine/dispatch/local-queue.js";
import { createMemoryRunStore } from "#src/stores/memory/memory-run-store.js";
import { openSqliteRunStore } from "#src/stores/sqlite/sqlite-run-store.js";
import { QueueBench } from "../contracts/queue-bench.ts";
import type { OpenQueue } from "../contracts/queue-model.ts";
import { workQueueContract } from "../contracts/work-queue.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const open: OpenQueue = (parts) => new LocalQueue(parts);

workQueueContract("the local queue over memory", open, async () => createMemoryRunStore());
workQueueContract("the local queue over SQLite", open, () => openSqliteRunStore(temporaryFolder()));

it("says that those who wait for one key are too many, and not that limits.backlog could be raised", async () => {
  const bench = new QueueBench(open, createMemoryRunStore());
  for (let at = 0; at < 10_000; at++) void bench.send(`run-${at}`);
  await expect(bench.send("one more")).rejects.toMatchObject({
    code: "backlog_full",
    message: "10000 runs wait for one with this concurrency key; send it again later",
  });
  const other = bench.send("other", { concurrencyKey: "another" });
  await bench.settle();
  expect(await other).toMatchObject({ id: "other", duplicate: false });
});
