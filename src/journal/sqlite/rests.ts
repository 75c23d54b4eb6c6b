/** How runs end, rest and are woken; inside a transaction that somebody else holds. */
import type { Arrival, Caller } from "../../engine/records.ts";
import type { Driver } from "./driver.ts";
import type { Changes } from "./messages.ts";

type Maker<Kind extends keyof Changes> = (ask: Changes[Kind]["ask"]) => Changes[Kind]["answer"];

/** The changes that have to do with waiting. A run that has something to wake for is due at 0. */
export function openRests(database: Driver) {
  const arrive = openArrivals(database);
  return {
    finish: openFinish(database, arrive),
    park: openPark(database),
    takeDue: openTakeDue(database),
    cancel: openCancel(database),
    ...openCallbacks(database, arrive),
  };
}

type Arrive = (to: Caller, value: string) => boolean;

/** Keeps what came for a step, once, and wakes its run. @returns false when something came before */
function openArrivals(database: Driver): Arrive {
  const insert = database.prepare(
    "INSERT INTO arrivals (run_id, path, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const wake = database.prepare(
    "UPDATE runs SET wake_at = 0 WHERE id = ? AND status = 'waiting' AND finished_at IS NULL",
  );
  return ({ runId, path }, value) => {
    if (insert.run(runId, path, value).changes === 0) return false;
    wake.run(runId);
    return true;
  };
}

function openFinish(database: Driver, arrive: Arrive): Maker<"finish"> {
  const finishRun = database.prepare(
    `UPDATE runs SET status = ?, finished_at = ?, error = ?, output = ?, failed_steps = ?,
       first_failure = ?, stop_reason = ?, wake_at = NULL
     WHERE id = ? AND finished_at IS NULL`,
  );
  return ({ runId, result, caller }) => {
    const { status, error, output, failed, stopReason, finishedAt } = result;
    const done = finishRun.run(
      status,
      finishedAt,
      json(error),
      json(output),
      failed?.count ?? 0,
      json(failed?.first),
      stopReason ?? null,
      runId,
    );
    if (caller !== undefined && done.changes > 0) {
      const { finishedAt: _finishedAt, ...known } = result;
      arrive(caller, JSON.stringify({ kind: "run", result: known } satisfies Arrival));
    }
    return null;
  };
}

function openPark(database: Driver): Maker<"park"> {
  const park = database.prepare(
    `UPDATE runs SET status = 'waiting', wake_at = ?, rested_at = ?
     WHERE id = ? AND finished_at IS NULL AND cancel = 0
       AND (SELECT COUNT(*) FROM arrivals WHERE run_id = runs.id) <= ?`,
  );
  return ({ runId, rest }) =>
    park.run(rest.wakeAt ?? null, rest.at, runId, rest.arrivals).changes > 0;
}

function openTakeDue(database: Driver): Maker<"takeDue"> {
  const due = database.prepare(
    "SELECT seq, id FROM runs WHERE wake_at <= ? ORDER BY wake_at, seq LIMIT ?",
  );
  const take = database.prepare("UPDATE runs SET status = 'queued', wake_at = NULL WHERE seq = ?");
  // It goes on, so it will have more to be found by.
  const unindex = database.prepare("INSERT OR IGNORE INTO unindexed (seq) VALUES (?)");
  const first = database.prepare("SELECT MIN(wake_at) AS next FROM runs WHERE wake_at IS NOT NULL");
  return ({ now, limit }) => {
    const rows = due.all(now, limit) as { seq: number; id: string }[];
    for (const { seq } of rows) {
      take.run(seq);
      unindex.run(seq);
    }
    const { next } = first.get() as { next: number | null };
    return { ids: rows.map(({ id }) => id), next: next ?? undefined };
  };
}

function openCancel(database: Driver): Maker<"cancel"> {
  const cancel = database.prepare(
    `UPDATE runs SET cancel = 1, wake_at = CASE WHEN status = 'waiting' THEN 0 END
     WHERE id = ? AND finished_at IS NULL`,
  );
  return (runId) => cancel.run(runId).changes > 0;
}

function openCallbacks(database: Driver, arrive: Arrive) {
  const holder = database.prepare(
    `SELECT run_id, step FROM callbacks JOIN runs ON runs.id = callbacks.run_id
     WHERE callbacks.path = ? AND callbacks.key = ? AND finished_at IS NULL`,
  );
  const put = database.prepare(
    `INSERT INTO callbacks (path, key, methods, run_id, step) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (path, key) DO UPDATE
       SET methods = excluded.methods, run_id = excluded.run_id, step = excluded.step`,
  );
  const remove = database.prepare("DELETE FROM callbacks WHERE run_id = ? AND step = ?");
  type Holder = { readonly run_id: string; readonly step: string } | undefined;
  const listen: Maker<"listen"> = ({ route, key, runId, step }) => {
    const found = holder.get(route.path, key) as Holder;
    if (found !== undefined && (found.run_id !== runId || found.step !== step)) return false;
    put.run(route.path, key, JSON.stringify(route.methods), runId, step);
    return true;
  };
  const unlisten: Maker<"unlisten"> = ({ runId, step }) => {
    remove.run(runId, step);
    return null;
  };
  const deliver: Maker<"deliver"> = ({ path, key, arrival }) => {
    const found = holder.get(path, key) as Holder;
    if (found === undefined) return undefined;
    const { run_id: id, step } = found;
    return { id, duplicate: !arrive({ runId: id, path: step }, arrival) };
  };
  return { listen, unlisten, deliver };
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
