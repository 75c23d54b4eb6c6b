import type { Created, NewRun, RunResult, Slot } from "../../engine/ports.ts";
import type { Driver } from "./driver.ts";
import type { Write, WriteAnswer } from "./messages.ts";

/** Expired dedupe keys that one new run removes at most: bounded work for each commit. */
const FORGET_AT_ONCE = 100;

/** Makes single changes of the journal, inside a transaction that somebody else holds. */
export function openWrites(database: Driver): (change: Write) => WriteAnswer {
  const takeSlot = openSlots(database);
  const create = openCreate(database, takeSlot);
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
  const finish = (runId: string, { status, finishedAt, error }: RunResult) =>
    finishRun.run(status, finishedAt, error === undefined ? null : JSON.stringify(error), runId);

  return (change) => {
    switch (change.kind) {
      case "create":
        return create(change.run, change.payload);
      case "slot":
        takeSlot(change.slot, null);
        return null;
      case "flow":
        insertFlow.run(change.version, change.definition.file, change.definition.text);
        return null;
      case "checkpoint":
        putStep.run(change.runId, change.path, change.record);
        return null;
      case "finish":
        finish(change.runId, change.result);
        return null;
    }
  };
}

/** Moves a schedule on to a slot; gives the run that has it when it was there or later already. */
function openSlots(database: Driver) {
  const move = database.prepare(
    `INSERT INTO slots (flow, schedule, at, run_id) VALUES (?, ?, ?, ?)
     ON CONFLICT (flow, schedule) DO UPDATE SET at = excluded.at, run_id = excluded.run_id
     WHERE slots.at < excluded.at`,
  );
  const holder = database.prepare("SELECT run_id FROM slots WHERE flow = ? AND schedule = ?");
  return ({ flow, schedule, at }: Slot, runId: string | null): string | undefined => {
    if (move.run(flow, schedule, at, runId).changes > 0) return undefined;
    return (holder.get(flow, schedule) as { run_id: string | null }).run_id ?? "";
  };
}

function openCreate(database: Driver, takeSlot: ReturnType<typeof openSlots>) {
  const insertRun = database.prepare(
    `INSERT INTO runs
       (id, flow, version, source, status, payload, concurrency_key, created_at, commit_id)
     VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?)`,
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
  return (run: Omit<NewRun, "definition" | "payload">, payload: string): Created => {
    const { id, flow, version, source, concurrencyKey = null, createdAt, dedupe } = run;
    if (dedupe !== undefined) {
      if (claimKey.run(flow, dedupe.key, id, dedupe.expiresAt, createdAt).changes === 0) {
        const holder = keyHolder.get(flow, dedupe.key) as { run_id: string };
        return { id: holder.run_id, duplicate: true };
      }
      forgetKeys.run(createdAt);
    }
    const slotHolder = run.slot && takeSlot(run.slot, id);
    if (slotHolder !== undefined) return { id: slotHolder, duplicate: true };
    insertRun.run(
      id,
      flow,
      version,
      source,
      payload,
      concurrencyKey,
      createdAt,
      run.commit ?? null,
    );
    return { id, duplicate: false };
  };
}
