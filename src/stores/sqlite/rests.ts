/** How runs end, rest and are woken; inside a transaction that somebody else holds. */
import type { Arrival } from "../../journal/records.ts";
import type { Changes } from "../asks.ts";
import { keptText } from "../kept-text.ts";
import { type Arrive, openArrivals } from "./arrivals.ts";
import { openCallbacks } from "./callbacks.ts";
import type { Driver } from "./driver.ts";

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
      stopReason === undefined ? null : keptText(stopReason),
      runId,
    );
    if (done.changes === 0) return null;
    for (const id of called) cancel({ runId: id, supersededBy: undefined });
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
    `UPDATE runs SET cancel = 1, superseded_by = CASE WHEN cancel = 0 THEN ? ELSE superseded_by END,
       wake_at = CASE WHEN status = 'waiting' THEN 0 END
     WHERE id = ? AND finished_at IS NULL`,
  );
  return ({ runId, supersededBy }) => cancel.run(supersededBy ?? null, runId).changes > 0;
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
