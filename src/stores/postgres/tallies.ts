/** How many runs have not ended, by what they do, and what keeps one from going on. */
import type { Standing } from "../../engine/dispatch/work-queue.ts";
import type { SharedReads } from "../asks.ts";
import type { Send } from "./driver.ts";
import { findNodes, LIVES } from "./nodes.ts";
import { OPEN } from "./run-rows.ts";
import { type Sql, sql } from "./sql.ts";

type Reader<Name extends keyof SharedReads> = (
  send: Send,
  ask: SharedReads[Name]["ask"],
) => Promise<SharedReads[Name]["answer"]>;

/** Nobody works on it, nor may before something comes. */
const RESTS = (at: Sql) =>
  sql`node IS NULL AND (status = 'waiting' OR stuck OR begun AND due_at > ${at}) AND NOT coalesce(due_at <= ${at}, false)`;

/** A lane whose runs inside all rest has nobody who could be worked on. */
const countOpen: Reader<"countOpen"> = async (send, { at }) => {
  const flows = sql`
    WITH open AS (SELECT flow, lane, inside, node, ${RESTS(sql`${at}::bigint`)} AS rests FROM runs WHERE ${OPEN}),
      resting AS (SELECT lane FROM open WHERE lane IS NOT NULL
        GROUP BY lane HAVING count(*) FILTER (WHERE NOT inside) > 0 AND bool_and(rests) FILTER (WHERE inside))
    SELECT flow,
      count(*) FILTER (WHERE node IS NULL AND NOT rests) AS queued,
      count(*) FILTER (WHERE node IS NOT NULL) AS held,
      count(*) FILTER (WHERE rests) AS resting,
      count(*) FILTER (WHERE NOT inside AND lane IN (SELECT lane FROM resting)) AS behind
    FROM open GROUP BY flow`;
  const nodes = sql`SELECT count(*) AS count FROM nodes WHERE ${LIVES}`;
  const [counted, living] = await Promise.all([flows, nodes].map(send));
  const [{ count } = { count: 1 }] = (living?.rows ?? []) as { count: number }[];
  return { flows: counted?.rows ?? [], nodes: Math.max(1, count) };
};

/** Whether fewer wait in an order of runs than a number. */
export function hasRoom(lane: Sql, most: number): Sql {
  return sql`(SELECT count(*) FROM (SELECT FROM runs WHERE finished_at IS NULL AND NOT inside
      AND lane = ${lane} LIMIT ${most}) AS before) < ${most}`;
}

interface Stands {
  readonly state: "stuck" | "begun" | "place" | "key";
  readonly holder: string | null;
  readonly ahead: number;
}

const standing: Reader<"standing"> = async (send, { runId, at }) => {
  const { rows } = await send(sql`SELECT
      CASE WHEN stuck THEN 'stuck' WHEN NOT inside THEN 'key'
        WHEN node IS NOT NULL OR begun AND NOT coalesce(due_at <= ${at}, false) THEN 'begun' ELSE 'place' END AS state,
      (SELECT id FROM runs AS first WHERE first.lane = one.lane AND finished_at IS NULL
        ORDER BY inside DESC, seq LIMIT 1) AS holder,
      CASE WHEN inside THEN (SELECT count(*) FROM runs AS other WHERE finished_at IS NULL AND node IS NULL
          AND due_at <= ${at} AND other.seq < one.seq)
        ELSE (SELECT count(*) FROM runs AS other WHERE other.lane = one.lane AND finished_at IS NULL
          AND (other.inside OR other.seq < one.seq)) END AS ahead
    FROM runs AS one WHERE id = ${runId} AND finished_at IS NULL`);
  const [found] = rows as Stands[];
  if (found === undefined) return undefined;
  const { state, holder, ahead } = found;
  if (state === "key") return { kind: state, holder: holder ?? undefined, ahead };
  return state === "place" ? { kind: state, ahead } : ({ kind: state } satisfies Standing);
};

export const SHARED_READERS: { readonly [name in keyof SharedReads]: Reader<name> } = {
  countOpen,
  standing,
  nodes: findNodes,
};
