import type {
  FlowDefinition,
  RunQuery,
  RunRecord,
  RunStatus,
  Slot,
  StepRecord,
  UnfinishedRun,
} from "../../engine/ports.ts";
import type { Driver } from "./driver.ts";

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
}

// A run is written when it is accepted and when it ends; in between, its steps tell that it goes.
const STATUS = `CASE WHEN finished_at IS NULL AND EXISTS (SELECT 1 FROM steps WHERE run_id = runs.id)
  THEN 'running' ELSE runs.status END`;
const RUN_COLUMNS = `id, flow, version, source, ${STATUS} AS status, payload, concurrency_key,
  commit_id, created_at, finished_at, error`;

/** Answers questions about the journal. */
export function openReads(database: Driver) {
  const selectUnfinished = database.prepare(
    `SELECT ${RUN_COLUMNS} FROM runs WHERE finished_at IS NULL ORDER BY seq`,
  );
  const selectDefinition = database.prepare(
    "SELECT file, text FROM flow_versions WHERE version = ?",
  );
  const selectSteps = database.prepare("SELECT record FROM steps WHERE run_id = ? ORDER BY seq");
  const selectRun = database.prepare(`SELECT ${RUN_COLUMNS} FROM runs WHERE id = ?`);

  const steps = (runId: string) =>
    (selectSteps.all(runId) as { record: string }[]).map(
      ({ record }) => JSON.parse(record) as StepRecord,
    );

  const selectSlots = database.prepare("SELECT flow, schedule, at FROM slots");

  return {
    slots(): Slot[] {
      return selectSlots.all() as Slot[];
    },

    unfinished(): UnfinishedRun[] {
      const definitions = new Map<string, FlowDefinition>();
      return (selectUnfinished.all() as RunRow[]).map((row) => {
        const definition =
          definitions.get(row.version) ?? (selectDefinition.get(row.version) as FlowDefinition);
        definitions.set(row.version, definition);
        return { run: toRecord(row), definition, steps: steps(row.id) };
      });
    },

    get(runId: string): { run: RunRecord; steps: StepRecord[] } | undefined {
      const row = selectRun.get(runId) as RunRow | undefined;
      return row && { run: toRecord(row), steps: steps(runId) };
    },

    list({ flow, status, limit, before }: RunQuery): RunRecord[] {
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
  };
}
