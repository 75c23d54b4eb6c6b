import { MINUTE_MS, type MinuteTally } from "../../journal/run-tally.ts";
import { toRecord } from "../run-row.ts";
import type { Reader } from "./reader.ts";
import { RUN_COLUMNS, type RunRow, statusIs } from "./run-rows.ts";
import { all, sql } from "./sql.ts";

/** Minutes that are counted at a time. */
const AT_ONCE = 60;

interface Counted {
  /** Which minute, counted from the first one. */
  readonly minute: number;
  readonly flow: string;
  readonly what: "accepted" | "succeeded" | "failed" | "cancelled";
  readonly count: number;
}

const tally: Reader<"tally"> = async (send, { since, until }) => {
  const minutes = Math.max(1, Math.min(AT_ONCE, Math.ceil((until - since) / MINUTE_MS)));
  const end = since + minutes * MINUTE_MS;
  const { rows } = await send(sql`
    SELECT (created_at - ${since}::bigint) / ${MINUTE_MS}::bigint AS minute, flow, 'accepted' AS what,
      count(*) AS count
    FROM runs WHERE created_at >= ${since} AND created_at < ${end} GROUP BY 1, 2
    UNION ALL
    SELECT (finished_at - ${since}::bigint) / ${MINUTE_MS}::bigint, flow, status, count(*)
    FROM runs WHERE status IN ('succeeded', 'failed', 'cancelled') AND finished_at IS NOT NULL
      AND finished_at >= ${since} AND finished_at < ${end} GROUP BY 1, 2, 3`);
  const found = new Map<string, MinuteTally>();
  for (const { minute, flow, what, count } of rows as Counted[]) {
    const at = since + minute * MINUTE_MS;
    const nothing = { at, flow, accepted: 0, succeeded: 0, failed: 0, cancelled: 0 };
    found.set(`${at} ${flow}`, { ...nothing, ...found.get(`${at} ${flow}`), [what]: count });
  }
  return { minutes: [...found.values()], until: Math.min(end, until) };
};

const oldestWaiting: Reader<"oldestWaiting"> = async (send, flows) => {
  const ofFlows = flows === undefined ? [] : [sql`flow = ANY (${flows}::text[])`];
  const oldest = async (status: "waiting" | "queued") => {
    const { rows } = await send(sql`SELECT ${RUN_COLUMNS} FROM runs
      WHERE ${all([statusIs(status), sql`finished_at IS NULL`, ...ofFlows])}
      ORDER BY created_at LIMIT 1`);
    return (rows as RunRow[]).map(toRecord);
  };
  const found = [...(await oldest("waiting")), ...(await oldest("queued"))];
  return found.toSorted((one, two) => one.createdAt - two.createdAt)[0];
};

export const tallyReads = { tally, oldestWaiting };
