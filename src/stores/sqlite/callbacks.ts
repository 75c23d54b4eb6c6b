/** The steps that wait for callbacks; inside a transaction that somebody else holds. */

import type { Changes } from "../asks.ts";
import type { Arrive } from "./arrivals.ts";
import type { Driver } from "./driver.ts";
import { openEarlyCallbacks } from "./early-callbacks.ts";
import { keyAsKept } from "./kept-keys.ts";

type Maker<Kind extends keyof Changes> = (ask: Changes[Kind]["ask"]) => Changes[Kind]["answer"];

/** The step that waits for a callback last, of a run that has not ended. */
interface Holder {
  readonly run_id: string;
  readonly step: string;
  /** It waits no more, and nothing had come. */
  readonly ended: number;
}

export function openCallbacks(database: Driver, arrive: Arrive) {
  const early = openEarlyCallbacks(database);
  const selectHolder = database.prepare(
    `SELECT run_id, step, ended FROM callbacks JOIN runs ON runs.id = callbacks.run_id
     WHERE callbacks.path = ? AND callbacks.key = ? AND finished_at IS NULL`,
  );
  const put = database.prepare(
    `INSERT INTO callbacks (path, key, methods, run_id, step) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (path, key) DO UPDATE
       SET methods = excluded.methods, run_id = excluded.run_id, step = excluded.step, ended = 0`,
  );
  const end = database.prepare("UPDATE callbacks SET ended = 1 WHERE run_id = ? AND step = ?");
  const arrival = database.prepare("SELECT value FROM arrivals WHERE run_id = ? AND path = ?");
  const holderOf = (path: string, key: string) => selectHolder.get(path, key) as Holder | undefined;
  const isOpen = ({ run_id, step, ended }: Holder) =>
    ended === 0 && arrival.get(run_id, step) === undefined;

  const awaitCallback: Maker<"awaitCallback"> = ({ route, key: whole, runId, step }) => {
    const key = keyAsKept(whole);
    const found = holderOf(route.path, key);
    const isOurs = found?.run_id === runId && found.step === step;
    if (found !== undefined && !isOurs && isOpen(found)) return "taken";
    put.run(route.path, key, JSON.stringify(route.methods), runId, step);
    const come = early.take(route.path, key, runId);
    if (come === undefined) return "waits";
    arrive({ runId, path: step }, come);
    return "came";
  };
  const endCallback: Maker<"endCallback"> = ({ runId, step }) => {
    const come = arrival.get(runId, step) as { value: string } | undefined;
    if (come === undefined) end.run(runId, step);
    return come?.value;
  };
  const deliver: Maker<"deliver"> = ({ path, key: whole, arrival, expected }) => {
    const key = keyAsKept(whole);
    const found = holderOf(path, key);
    if (found === undefined || found.ended === 1)
      return expected && early.keep({ path, key, value: arrival }, expected, found?.run_id);
    const { run_id: id, step } = found;
    return { id, duplicate: !arrive({ runId: id, path: step }, arrival) };
  };
  return { awaitCallback, endCallback, deliver };
}
