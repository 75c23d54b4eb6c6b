import type {
  FlowDefinition,
  RunQuery,
  RunRecord,
  RunStatus,
  StepRecord,
  UnfinishedRun,
} from "../../engine/ports.ts";
import type { Driver } from "./driver.ts";
import type { Write, WriteAnswer } from "./messages.ts";

interface RunRow {
  readonly id: string;
  readonly flow: string;
  readonly version: string;
  readonly source: "webhook" | "manual";
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
  created_at, finished_at, error`;

/** Expired dedupe keys that one batch of writes removes at most: bounded work for each commit. */
const FORGET_AT_ONCE = 100;

/** The statements on the journal's tables. */
export function openTables(database: Driver) {
  const insertRun = database.prepare(
    `INSERT INTO runs (id, flow, version, source, status, payload, concurrency_key, created_at)
     VALUES (?, ?, ?, ?, 'queued', ?, ?, ?)`,
  );
  const claimKey = database.prepare(
    `INSERT INTO dedupe (flow, key, run_id, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (flow, key) DO UPDATE SET run_id = excluded.run_id, expires_at = excluded.expires_at
     WHERE dedupe.expires_at <= ?`,
  );
  const keyHolder = database.prepare("SELECT run_id FROM dedupe WHERE flow = ? AND key = ?");
  const forgetKeys = database.prepare(
    `DELETE FROM dedupe WHERE (flow, key) IN
       (SELECT flow, key FROM dedupe WHERE expires_at <= ? LIMIT ${FORGET_AT_ONCE})`,
  );
  const insertFlow = database.prepare(
    "INSERT INTO flow_versions (version, file, text) VALUES (?, ?, ?) ON CONFLICT (version) DO NOTHING",
  );
  const putStep = database.prepare(
    `INSERT INTO steps (run_id, path, record) VALUES (?, ?, ?)
     ON CONFLICT (run_id, path) DO UPDATE SET record = excluded.record`,
  );
  const finishRun = database.prepare(
    "UPDATE runs SET status = ?, finished_at = ?, error = ? WHERE id = ? AND finished_at IS NULL",
  );
  const selectUnfinished = database.prepare(
    `SELECT ${RUN_COLUMNS} FROM runs WHERE finished_at IS NULL ORDER BY seq`,
  );
  const selectDefinition = database.prepare("SELECT file, text FROM flow_versions WHERE version = ?");
  const selectSteps = database.prepare("SELECT record FROM steps WHERE run_id = ? ORDER BY seq");
  const selectRun = database.prepare(`SELECT ${RUN_COLUMNS} FROM runs WHERE id = ?`);

  const steps = (runId: string) =>
    (selectSteps.all(runId) as { record: string }[]).map(
      ({ record }) => JSON.parse(record) as StepRecord,
    );

  return {
    /** Makes one change; inside a transaction. */
    write(change: Write): WriteAnswer {
      switch (change.kind) {
        case "create": {
          const { run, payload } = change;
          if (run.dedupe !== undefined) {
            const { key, expiresAt } = run.dedupe;
            if (claimKey.run(run.flow, key, run.id, expiresAt, run.createdAt).changes === 0) {
              const holder = keyHolder.get(run.flow, key) as { run_id: string };
              return { id: holder.run_id, duplicate: true };
            }
            forgetKeys.run(run.createdAt);
          }
          insertRun.run(run.id, run.flow, run.version, run.source, payload, run.concurrencyKey ?? null, run.createdAt);
          return { id: run.id, duplicate: false };
        }
        case "flow":
          insertFlow.run(change.version, change.definition.file, change.definition.text);
          return null;
        case "checkpoint":
          putStep.run(change.runId, change.path, change.record);
          return null;
        case "finish": {
          const { status, finishedAt, error } = change.result;
          finishRun.run(status, finishedAt, error === undefined ? null : JSON.stringify(error), change.runId);
          return null;
        }
      }
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

/** The journal's tables. */
export type Tables = ReturnType<typeof openTables>;

function toRecord(row: RunRow): RunRecord {
  return {
    id: row.id,
    flow: row.flow,
    version: row.version,
    source: row.source,
    status: row.status,
    payload: JSON.parse(row.payload),
    concurrencyKey: row.concurrency_key ?? undefined,
    createdAt: row.created_at,
    finishedAt: row.finished_at ?? undefined,
    error: row.error === null ? undefined : JSON.parse(row.error),
  };
}
