/** Callbacks that came before a step waits for them; inside a transaction that somebody else holds. */
import { type Expected, MOST_EARLY } from "../../journal/ports.ts";
import type { Driver } from "./driver.ts";

/** The runs of some flows that have not ended, until one of them. */
const OPEN_RUNS = `SELECT id FROM runs
  WHERE flow IN (SELECT value FROM json_each(:flows)) AND status IN ('queued', 'waiting')`;

export function openEarlyCallbacks(database: Driver) {
  const selectRun = database.prepare(
    `${OPEN_RUNS} AND id <> :late AND id = coalesce(:runId, id) LIMIT 1`,
  );
  const count = database.prepare("SELECT count(*) AS count FROM early_callbacks WHERE path = ?");
  const isThere = database.prepare("SELECT 1 FROM early_callbacks WHERE path = ? AND key = ?");
  const put = database.prepare(
    `INSERT INTO early_callbacks (path, key, value, flows, newest_run)
     VALUES (?, ?, ?, ?, (SELECT max(seq) FROM runs))`,
  );
  const take = database.prepare(
    `DELETE FROM early_callbacks WHERE path = ? AND key = ?
       AND newest_run >= (SELECT seq FROM runs WHERE id = ?) RETURNING value`,
  );
  return {
    /**
     * Keeps the first one of a path and key for the runs that may come to wait for it.
     * @param late a run that has waited for it, and does no more
     * @returns undefined when there is no such run
     */
    keep(
      { path, key, value }: { readonly path: string; readonly key: string; readonly value: string },
      { flows, runId }: Expected,
      late = "",
    ): "early" | "too many" | undefined {
      const names = JSON.stringify(flows);
      if (selectRun.get({ flows: names, late, runId: runId ?? null }) === undefined)
        return undefined;
      if (isThere.get(path, key) !== undefined) return "early";
      if ((count.get(path) as { count: number }).count >= MOST_EARLY) return "too many";
      put.run(path, key, value, names);
      return "early";
    },
    /** Gives the one that came after a run was accepted, once. */
    take(path: string, key: string, runId: string): string | undefined {
      return (take.get(path, key, runId) as { value: string } | undefined)?.value;
    },
  };
}

/** Removes those for which no run can come any more. @returns how many there were */
export function openForgetEarly(database: Driver): () => number {
  const forget = database.prepare(
    `DELETE FROM early_callbacks WHERE NOT EXISTS
       (SELECT 1 FROM runs WHERE flow IN (SELECT value FROM json_each(early_callbacks.flows))
          AND status IN ('queued', 'waiting') AND seq <= early_callbacks.newest_run)`,
  );
  return () => forget.run().changes;
}
