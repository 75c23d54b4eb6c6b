import { MINUTE_MS, type MinuteTally } from "../../journal/run-tally.ts";
import type { Reads } from "../asks.ts";
import { toRecord } from "../run-row.ts";
import type { Driver } from "./driver.ts";
import { RUN_COLUMNS, type RunRow, statusIs } from "./run-rows.ts";

/** How long writes wait for one count at most, about, in milliseconds. */
const LONGEST_MS = 5;

type Readers = {
  readonly [name in "tally" | "oldestWaiting"]: (ask: Reads[name]["ask"]) => Reads[name]["answer"];
};

/** Counts runs by the indexes of their times (migrations.ts): no index is there for it alone. */
export function openTally(database: Driver): Readers {
  const count = openMinute(database);
  return {
    tally({ since, until }) {
      const end = performance.now() + LONGEST_MS;
      const minutes: MinuteTally[] = [];
      let at = since;
      do {
        minutes.push(...count(at));
        at += MINUTE_MS;
      } while (at < until && performance.now() < end);
      return { minutes, until: Math.min(at, until) };
    },
    oldestWaiting(flows) {
      const of = flows === undefined ? "" : `AND flow IN (${flows.map(() => "?").join(", ")})`;
      const rows = (["waiting", "queued"] as const).map((status) => {
        const { index = "", sql, values } = statusIs(status);
        return database
          .prepare(
            `SELECT ${RUN_COLUMNS} FROM runs ${index} WHERE ${sql} ${of} ORDER BY created_at LIMIT 1`,
          )
          .get(...values, ...(flows ?? [])) as RunRow | undefined;
      });
      return rows
        .filter((row) => row !== undefined)
        .map(toRecord)
        .toSorted((one, two) => one.createdAt - two.createdAt)[0];
    },
  };
}

type Counted = Pick<MinuteTally, "flow"> & { readonly what: string; readonly count: number };

function openMinute(database: Driver): (at: number) => MinuteTally[] {
  const accepted = database.prepare(
    `SELECT flow, 'accepted' AS what, COUNT(*) AS count FROM runs INDEXED BY runs_by_time
     WHERE created_at >= ? AND created_at < ? GROUP BY flow`,
  );
  const ended = database.prepare(
    `SELECT flow, status AS what, COUNT(*) AS count FROM runs INDEXED BY runs_ended
     WHERE status IN ('succeeded', 'failed', 'cancelled') AND finished_at IS NOT NULL
       AND finished_at >= ? AND finished_at < ? GROUP BY flow, status`,
  );
  return (at) => {
    const until = at + MINUTE_MS;
    const counted = [...accepted.all(at, until), ...ended.all(at, until)] as Counted[];
    return [...new Set(counted.map(({ flow }) => flow))].map((flow) => {
      const of = (wanted: string) =>
        counted.find((one) => one.flow === flow && one.what === wanted)?.count ?? 0;
      return {
        at,
        flow,
        accepted: of("accepted"),
        succeeded: of("succeeded"),
        failed: of("failed"),
        cancelled: of("cancelled"),
      };
    });
  };
}
