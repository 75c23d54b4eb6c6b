import { expect, it } from "vitest";
import { LocalQueue } from "#src/engine/dispatch/local-queue.js";
import { createMemoryRunStore } from "#src/stores/memory/memory-run-store.js";
import { openSqliteRunStore } from "#src/stores/sqlite/sqlite-run-store.js";
import { randomOf, SCALE, SEED } from "../chaos/scale.ts";
import type { OpenQueue } from "../contracts/queue-model.ts";
import { runSchedule } from "../contracts/queue-schedules.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const open: OpenQueue = (parts) => new LocalQueue(parts);

/** Actions of one schedule. */
const LENGTH = 60;

it(`keeps to the model in ${SCALE.schedules} random schedules from seed ${SEED}`, async () => {
  for (let seed = SEED; seed < SEED + SCALE.schedules; seed++) {
    const random = randomOf(seed);
    const wrong = await runSchedule({
      random,
      inner: createMemoryRunStore(),
      open,
      length: LENGTH,
    });
    expect(wrong, `AHAFLOW_CHAOS_SEED=${seed}`).toEqual([]);
  }
}, 3_600_000);

it("keeps to the model over SQLite", async () => {
  for (let seed = SEED; seed < SEED + SCALE.schedules / 100; seed++) {
    const inner = await openSqliteRunStore(temporaryFolder());
    const wrong = await runSchedule({ random: randomOf(seed), inner, open, length: LENGTH });
    await inner.close();
    expect(wrong, `AHAFLOW_CHAOS_SEED=${seed}`).toEqual([]);
  }
}, 3_600_000);
