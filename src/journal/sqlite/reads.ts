import type {
  Arrival,
  FlowDefinition,
  RunRecord,
  RunStatus,
  Slot,
  StepRecord,
} from "../../engine/ports.ts";
import type { Driver } from "./driver.ts";
import type { Reads } from "./messages.ts";

interface RunRow {
  readonly id: string;
  readonly flow: string;
  readonly version: string;
  readonly source: RunRecord["source"];
  readonly commit_id: string | null;
  readonly status: RunStatus;
  readonly payload: string;
  readonly concurrency_key: string | null;
  readonly created_at: number;
  readonly finished_at: number | null;
  readonly error: string | null;
  readonly output: string | null;
  readonly wake_at: number | null;
  readonly cancel: number;
  readonly caller_id: string | null;
  readonly caller_path: string | null;
}

// A run is written when it is accepted and when it ends; in between, its steps tell that it goes.
const STATUS = `CASE WHEN runs.status = 'queued' AND EXISTS (SELECT 1 FROM steps WHERE run_id = runs.id)
  THEN 'running' ELSE runs.status END`;
const RUN_COLUMNS = `id, flow, version, source, ${STATUS} AS status, payload, concurrency_key,
  commit_id, created_at, finished_at, error, output, wake_at, cancel, caller_id, caller_path`;

/** Answers questions about the journal. */
export function openReads(database: Driver): Readers {
  return { ...openPendingReads(database), ...openRunReads(database), ...openSmallReads(database) };
}

type Readers = {
  readonly [name in keyof Reads]: (ask: Reads[name]["ask"]) => Reads[name]["answer"];
};

function openSmallReads(
  database: Driver,
): Pick<Readers, "slots" | "definition" | "callbackRoutes"> {
  const selectDefinition = database.prepare(
    "SELECT file, text FROM flow_versions WHERE version = ?",
  );
  const selectSlots = database.prepare("SELECT flow, schedule, at FROM slots");
  const selectRoutes = database.prepare(
    `SELECT DISTINCT callbacks.path, methods FROM callbacks JOIN runs ON runs.id = callbacks.run_id
     WHERE finished_at IS NULL`,
  );
  return {
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

function openPendingReads(database: Driver): Pick<Readers, "pending" | "load"> {
  const selectPending = database.prepare(
    `SELECT id, flow, version, concurrency_key, status FROM runs
     WHERE finished_at IS NULL ORDER BY seq`,
  );
  const selectRun = database.prepare(
    `SELECT ${RUN_COLUMNS} FROM runs WHERE id = ? AND finished_at IS NULL`,
  );
  const selectArrivals = database.prepare("SELECT path, value FROM arrivals WHERE run_id = ?");
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
      (selectPending.all() as RunRow[]).map(({ id, flow, version, ...row }) => ({
        id,
        flow,
        version,
        concurrencyKey: row.concurrency_key ?? undefined,
        waiting: row.status === "waiting",
      })),
    load: (ids) =>
      ids.flatMap((id) => {
        const row = selectRun.get(id) as RunRow | undefined;
        if (row === undefined) return [];
        const cancelled = row.cancel === 1;
        return { run: toRecord(row), steps: steps(id), arrivals: arrivals(id), cancelled };
      }),
  };
}

function openRunReads(database: Driver): Pick<Readers, "get" | "list"> {
  const selectRun = database.prepare(`SELECT ${RUN_COLUMNS} FROM runs WHERE id = ?`);
  const steps = openSteps(database);
  return {
    get(runId) {
      const row = selectRun.get(runId) as RunRow | undefined;
      return row && { run: toRecord(row), steps: steps(runId) };
    },
    list({ flow, status, limit, before }) {
      const wanted = [
        ...(flow === undefined ? [] : [["flow = ?", flow] as const]),
        ...(status === undefined ? [] : [[`${STATUS} = ?`, status] as const]),
        ...(before === undefined
          ? []
          : [["seq < (SELECT seq FROM runs WHERE id = ?)", before] as const]),
      ];
      const where = wanted.length === 0 ? "" : `WHERE ${wanted.map(([sql]) => sql).join(" AND ")}`;
      return (
        database
          .prepare(`SELECT ${RUN_COLUMNS} FROM runs ${where} ORDER BY seq DESC LIMIT ?`)
          .all(...wanted.map(([, value]) => value), limit) as RunRow[]
      ).map(toRecord);
    },
  };
}

function openSteps(database: Driver): (runId: string) => StepRecord[] {
  const select = database.prepare("SELECT record FROM steps WHERE run_id = ? ORDER BY seq");
  return (runId) =>
    (select.all(runId) as { record: string }[]).map(
      ({ record }) => JSON.parse(record) as StepRecord,
    );
}

function toRecord(row: RunRow): RunRecord {
  return {
    id: row.id,
    flow: row.flow,
    version: row.version,
    source: row.source,
    status: row.status,
    payload: JSON.parse(row.payload),
    commit: row.commit_id ?? undefined,
    concurrencyKey: row.concurrency_key ?? undefined,
    createdAt: row.created_at,
    finishedAt: row.finished_at ?? undefined,
    error: row.error === null ? undefined : JSON.parse(row.error),
    output: row.output === null ? undefined : JSON.parse(row.output),
    wakeAt: row.wake_at ?? undefined,
    caller:
      row.caller_id === null || row.caller_path === null
        ? undefined
        : { runId: row.caller_id, path: row.caller_path },
  };
}
