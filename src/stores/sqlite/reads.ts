import type { Arrival, FlowDefinition, Slot } from "../../journal/records.ts";
import type { Reads, Side } from "../asks.ts";
import { callerOf, keptIn, toRecord } from "../run-row.ts";
import type { Driver } from "./driver.ts";
import { openErasures } from "./erase.ts";
import { openRefusals } from "./refusals.ts";
import { HAS_BEGUN, openSteps, RUN_COLUMNS, type RunRow, UNFINISHED } from "./run-rows.ts";
import { openRunSearch } from "./run-search.ts";
import { openMessageReads } from "./stored-messages.ts";

/** Answers questions about the journal. */
export function openReads(database: Driver): Readers {
  return {
    ...openPendingReads(database),
    ...openRunReads(database),
    ...openRunSearch(database),
    ...openSmallReads(database),
    ...openMessageReads(database),
    refusals: openRefusals(database),
    erasures: openErasures(database),
  };
}

type Readers = {
  readonly [name in keyof Reads]: (ask: Reads[name]["ask"]) => Reads[name]["answer"];
};

function openSmallReads(
  database: Driver,
): Pick<Readers, "side" | "slots" | "definition" | "callbackRoutes"> {
  const selectDefinition = database.prepare(
    "SELECT file, text FROM flow_versions WHERE version = ?",
  );
  const selectSide = database.prepare("SELECT side FROM other_side");
  const selectUsed = database.prepare(
    `SELECT EXISTS (SELECT 1 FROM runs) OR EXISTS (SELECT 1 FROM dedupe)
       OR EXISTS (SELECT 1 FROM slots WHERE run_id IS NOT NULL) AS used`,
  );
  const selectSlots = database.prepare("SELECT flow, schedule, at FROM slots WHERE ended = 0");
  const selectRoutes = database.prepare(
    `SELECT DISTINCT callbacks.path, methods FROM callbacks JOIN runs ON runs.id = callbacks.run_id
     WHERE finished_at IS NULL`,
  );
  return {
    side: () => ({
      side: (selectSide.get() as { side: Side } | undefined)?.side,
      used: (selectUsed.get() as { used: number }).used === 1,
    }),
    slots: () => selectSlots.all() as Slot[],
    definition: (version) => {
      const row = selectDefinition.get(version) as FlowDefinition | undefined;
      return row && { file: row.file, text: row.text };
    },
    callbackRoutes: () =>
      (selectRoutes.all() as { path: string; methods: string }[]).map(({ path, methods }) => ({
        path,
        methods: JSON.parse(methods) as string[],
      })),
  };
}

function openPendingReads(database: Driver): Pick<Readers, "pending" | "load" | "arrival"> {
  const selectPending = database.prepare(
    `SELECT id, flow, concurrency_key, created_at, caller_id, caller_path, status, wake_at, cancel, superseded_by,
       ${HAS_BEGUN} AS begun
     FROM runs ${UNFINISHED} WHERE finished_at IS NULL ORDER BY seq`,
  );
  const selectRun = database.prepare(
    `SELECT ${RUN_COLUMNS} FROM runs WHERE id = ? AND finished_at IS NULL`,
  );
  const selectArrivals = database.prepare("SELECT path, value FROM arrivals WHERE run_id = ?");
  const selectArrival = database.prepare(
    "SELECT value FROM arrivals WHERE run_id = ? AND path = ?",
  );
  const steps = openSteps(database);
  const arrivals = (runId: string) =>
    new Map(
      (selectArrivals.all(runId) as { path: string; value: string }[]).map(({ path, value }) => [
        path,
        JSON.parse(value) as Arrival,
      ]),
    );
  return {
    pending: () =>
      (selectPending.all() as (RunRow & { begun: number })[]).map((row) => ({
        id: row.id,
        flow: row.flow,
        concurrencyKey: keptIn(row.concurrency_key),
        createdAt: row.created_at,
        caller: callerOf(row),
        waiting: row.status === "waiting",
        wakeAt: row.wake_at ?? undefined,
        begun: row.begun === 1,
        cancelled: row.cancel === 1,
        supersededBy: row.superseded_by ?? undefined,
      })),
    arrival({ runId, step }) {
      const row = selectArrival.get(runId, step) as { value: string } | undefined;
      return row && (JSON.parse(row.value) as Arrival);
    },
    load: (ids) =>
      ids.flatMap((id) => {
        const row = selectRun.get(id) as RunRow | undefined;
        if (row === undefined) return [];
        const about = { cancelled: row.cancel === 1, supersededBy: row.superseded_by ?? undefined };
        return { run: toRecord(row), steps: steps(id), arrivals: arrivals(id), ...about };
      }),
  };
}

function openRunReads(database: Driver): Pick<Readers, "get"> {
  const selectRun = database.prepare(`SELECT ${RUN_COLUMNS} FROM runs WHERE id = ?`);
  const steps = openSteps(database);
  return {
    get(runId) {
      const row = selectRun.get(runId) as RunRow | undefined;
      return row && { run: toRecord(row), steps: steps(runId) };
    },
  };
}
