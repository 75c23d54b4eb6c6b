import type { Caller } from "../../journal/records.ts";
import type { Driver } from "./driver.ts";

export type Arrive = (to: Caller, value: string) => boolean;

/** Keeps what came for a step, once, and wakes its run. @returns false when something came before */
export function openArrivals(database: Driver): Arrive {
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
