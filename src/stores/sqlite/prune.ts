import type { EndStatus } from "../../journal/records.ts";
import type { Changes } from "../asks.ts";
import type { Driver } from "./driver.ts";
import { openForgetEarly } from "./early-callbacks.ts";

const STATUSES: readonly EndStatus[] = ["succeeded", "failed", "cancelled"];

/** Removes old runs and what is theirs, at most `limit` rows or a little more. */
export function openPrune(database: Driver) {
  // A run that its caller may ask for again stays as long as the caller goes.
  const oldest = database.prepare(
    `SELECT seq, id FROM runs WHERE status = ? AND finished_at < ? AND NOT EXISTS
       (SELECT 1 FROM runs AS caller WHERE caller.id = runs.caller_id AND caller.finished_at IS NULL)
     ORDER BY finished_at LIMIT ?`,
  );
  const removeSteps = database.prepare(
    "DELETE FROM steps WHERE seq IN (SELECT seq FROM steps WHERE run_id = ? LIMIT ?)",
  );
  const removeArrivals = database.prepare("DELETE FROM arrivals WHERE run_id = ?");
  const removeCallbacks = database.prepare("DELETE FROM callbacks WHERE run_id = ?");
  const removeText = database.prepare("DELETE FROM run_texts WHERE rowid = ?");
  const removeUnindexed = database.prepare("DELETE FROM unindexed WHERE seq = ?");
  const removeMark = database.prepare("DELETE FROM erased_runs WHERE seq = ?");
  const removeRun = database.prepare("DELETE FROM runs WHERE seq = ?");
  const forgetEarly = openForgetEarly(database);
  const removeKeys = database.prepare(
    `DELETE FROM dedupe WHERE (flow, key) IN
       (SELECT flow, key FROM dedupe WHERE expires_at <= ? LIMIT ?)`,
  );
  const removeMessages = database.prepare(
    "DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE expires_at <= ? LIMIT ?)",
  );
  const removeVersions = database.prepare(
    `DELETE FROM flow_versions WHERE version IN
       (SELECT version FROM flow_versions AS one
        WHERE NOT EXISTS (SELECT 1 FROM runs WHERE runs.version = one.version) LIMIT ?)`,
  );
  const removeRefusals = database.prepare(
    "DELETE FROM refusals WHERE seq IN (SELECT seq FROM refusals WHERE at < ? LIMIT ?)",
  );
  return ({ before, now, limit }: Changes["prune"]["ask"]): Changes["prune"]["answer"] => {
    let left = limit;
    let runs = 0;
    for (const status of STATUSES) {
      const time = before[status];
      if (!Number.isFinite(time) || left <= 0) continue;
      for (const { seq, id } of oldest.all(status, time, left) as { seq: number; id: string }[]) {
        if (left <= 0) break;
        // The run itself goes last: one with very many steps takes several turns.
        left -= removeSteps.run(id, left).changes;
        if (left <= 0) break;
        removeArrivals.run(id);
        removeCallbacks.run(id);
        removeText.run(seq);
        removeUnindexed.run(seq);
        removeMark.run(seq);
        removeRun.run(seq);
        left--;
        runs++;
      }
    }
    if (left > 0) left -= forgetEarly();
    if (left > 0) left -= removeKeys.run(now, left).changes;
    if (left > 0 && before.refused !== undefined && Number.isFinite(before.refused))
      left -= removeRefusals.run(before.refused, left).changes;
    if (left > 0) left -= removeMessages.run(now, left).changes;
    if (left > 0) left -= removeVersions.run(left).changes;
    return { runs, more: left <= 0 };
  };
}
