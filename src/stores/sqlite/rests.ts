/** How runs end, rest and are woken; inside a transaction that somebody else holds. */
import type { Arrival, Caller } from "../../journal/records.ts";
import type { Driver } from "./driver.ts";
import type { Changes } from "./messages.ts";

type Maker<Kind extends keyof Changes> = (ask: Changes[Kind]["ask"]) => Changes[Kind]["answer"];

/** The changes that have to do with waiting. A run that has something to wake for is due at 0. */
export function openRests(database: Driver) {
  const arrive = openArrivals(database);
  const cancel = openCancel(database);
  return {
    finish: openFinish(database, arrive, cancel),
    park: openPark(database),
    wake: openWake(database),
    cancel,
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

function openFinish(database: Driver, arrive: Arrive, cancel: Maker<"cancel">): Maker<"finish"> {
  const finishRun = database.prepare(
    `UPDATE runs SET status = ?, finished_at = ?, error = ?, output = ?, failed_steps = ?,
       first_failure = ?, stop_reason = ?, wake_at = NULL
     WHERE id = ? AND finished_at IS NULL`,
  );
  return ({ runId, result, caller, called }) => {
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
    if (done.changes === 0) return null;
    for (const id of called) cancel(id);
    if (caller !== undefined) {
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

function openWake(database: Driver): Maker<"wake"> {
  const wake = database.prepare(
    "UPDATE runs SET status = 'queued', wake_at = NULL WHERE id = ? AND status = 'waiting' RETURNING seq",
  );
  // It goes on, so it will have more to be found by.
  const unindex = database.prepare("INSERT OR IGNORE INTO unindexed (seq) VALUES (?)");
  return (runIds) => {
    for (const id of runIds) {
      const row = wake.get(id) as { seq: number } | undefined;
      if (row !== undefined) unindex.run(row.seq);
    }
    return null;
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
  const arrival = database.prepare("SELECT value FROM arrivals WHERE run_id = ? AND path = ?");
  type Holder = { readonly run_id: string; readonly step: string } | undefined;
  const awaitCallback: Maker<"awaitCallback"> = ({ route, key, runId, step }) => {
    const found = holder.get(route.path, key) as Holder;
    const isOurs = found?.run_id === runId && found.step === step;
    if (found !== undefined && !isOurs && arrival.get(found.run_id, found.step) === undefined)
      return false;
    put.run(route.path, key, JSON.stringify(route.methods), runId, step);
    return true;
  };
  const endCallback: Maker<"endCallback"> = ({ runId, step }) => {
    const come = arrival.get(runId, step) as { value: string } | undefined;
    if (come === undefined) remove.run(runId, step);
    return come?.value;
  };
  const deliver: Maker<"deliver"> = ({ path, key, arrival }) => {
    const found = holder.get(path, key) as Holder;
    if (found === undefined) return undefined;
    const { run_id: id, step } = found;
    return { id, duplicate: !arrive({ runId: id, path: step }, arrival) };
  };
  return { awaitCallback, endCallback, deliver };
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
