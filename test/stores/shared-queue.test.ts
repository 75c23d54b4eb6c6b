import { expect, it } from "vitest";
import type { SharedJournal } from "#src/engine/dispatch/shared-journal.js";
import { SharedQueue } from "#src/engine/dispatch/shared-queue.js";
import { LocalSignals } from "#src/engine/dispatch/signals.js";
import { openPostgresRunStore } from "#src/stores/postgres/postgres-run-store.js";
import { randomOf, SCALE, SEED } from "../chaos/scale.ts";
import type { OpenQueue } from "../contracts/queue-model.ts";
import { runSchedule } from "../contracts/queue-schedules.ts";
import { workQueueContract } from "../contracts/work-queue.ts";
import { PostgresServer } from "../support/postgres.ts";

const server = PostgresServer.forTests();

const open: OpenQueue = (parts) =>
  new SharedQueue({
    ...parts,
    store: parts.store as SharedJournal,
    signals: new LocalSignals(),
  });

const one = server.reused();

workQueueContract("the queue of one of several nodes over PostgreSQL", open, async () =>
  openPostgresRunStore(await one()),
);

it("keeps to the model in random schedules", async () => {
  for (let seed = SEED; seed < SEED + SCALE.schedules / 100; seed++) {
    const inner = await openPostgresRunStore(await one());
    const wrong = await runSchedule({ random: randomOf(seed), inner, open, length: 60 });
    await inner.close();
    expect(wrong, `AHAFLOW_CHAOS_SEED=${seed}`).toEqual([]);
  }
}, 3_600_000);
