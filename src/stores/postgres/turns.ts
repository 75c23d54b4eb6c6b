/** Whose turn it is: the order of a concurrency key, and what becomes of those who find it full. */
import { cancelled, DROPPED, type EarlyEnd } from "../../engine/dispatch/early-ends.ts";
import type { Freed, TakenRun, Turn } from "../../engine/dispatch/shared-journal.ts";
import type { EndedEarly } from "../../engine/dispatch/work-queue.ts";
import type { Arrival } from "../../journal/records.ts";
import { keptKey } from "../kept-text.ts";
import { callerOf } from "../run-row.ts";
import type { Answer, Send } from "./driver.ts";
import { arriving, ME, marking } from "./rests.ts";
import { raw, type Sql, sql } from "./sql.ts";

/** Runs that somebody may work on: those that go on, and those that begin; as their indexes have them. */
const FREE = raw("finished_at IS NULL AND node IS NULL AND due_at IS NOT NULL");
export const goesOn = (at: number) => sql`${FREE} AND begun AND due_at <= ${at}`;
export const BEGINS = sql`${FREE} AND NOT begun`;

/** Whether any run waits for somebody to work on it. */
export const anyIsDue = (at: number) =>
  sql`(EXISTS (SELECT FROM runs WHERE ${goesOn(at)}) OR EXISTS (SELECT FROM runs WHERE ${BEGINS}))`;

/** Where a run comes to stand: in one row, as it is now. */
export function placeOf(key: string | undefined, { names, limit, claims, at }: Turn): Sql {
  const claimed = sql`${claims}::boolean AND NOT ${anyIsDue(at)}`;
  if (key === undefined)
    return sql`SELECT NULL::text AS lane, NULL::integer AS lane_limit, true AS inside, ${claimed} AS claimed`;
  return sql`SELECT lane, lane_limit, inside, inside AND ${claimed} AS claimed
    FROM (SELECT ${laneNow(key, names)} AS lane) AS one
    CROSS JOIN LATERAL (SELECT coalesce(${limit ?? null}::integer, ${limitOf(raw("one.lane"))}, 1) AS lane_limit) AS two
    CROSS JOIN LATERAL (SELECT NOT EXISTS (${waitingOf(raw("one.lane"))}) AND ${insideOf(raw("one.lane"))} < lane_limit AS inside) AS three`;
}

/** The order that a run of a key joins: as long as one of a former name has not ended, that one's. */
export function laneNow(key: string, names: Turn["names"]): Sql {
  const lanes = names.map((name) => laneOf(name, key));
  if (lanes.length === 1) return sql`${lanes[0]}::text`;
  return sql`coalesce((SELECT lane FROM runs WHERE lane = ANY (${lanes}::text[]) AND finished_at IS NULL
    ORDER BY array_position(${lanes}::text[], lane) LIMIT 1), ${lanes[0]})`;
}

/** The order of a concurrency key of a flow. */
export function laneOf(flow: string, key: string): string {
  return keptKey(`${flow} ${key}`);
}

const ofLane = (lane: Sql) => sql`runs.lane = ${lane} AND runs.finished_at IS NULL`;
const waitingOf = (lane: Sql) => sql`SELECT FROM runs WHERE ${ofLane(lane)} AND NOT inside`;
const insideOf = (lane: Sql) => sql`(SELECT count(*) FROM runs WHERE ${ofLane(lane)} AND inside)`;
/**
 * Those of them with a place, or those without, to be put in order by `inside` and `seq`, as their index has them. Were
 * `inside` compared by "=", ORDER BY would be of `seq` alone, and PostgreSQL go through all runs from the first one that is
 * kept, once its statistics are of an hour in which many wait.
 */
const rangeOf = (lane: Sql, inside: Sql) =>
  sql`${ofLane(lane)} AND runs.inside >= ${inside} AND runs.inside <= ${inside}`;
/** How many of a key go at once, as its newest run says: one that waits, if any does. */
const newestOf = (lane: Sql, inside: Sql) =>
  sql`(SELECT lane_limit FROM runs WHERE ${rangeOf(lane, inside)}
  ORDER BY runs.inside DESC, runs.seq DESC LIMIT 1)`;
const limitOf = (lane: Sql) =>
  sql`coalesce(${newestOf(lane, raw("false"))}, ${newestOf(lane, raw("true"))})`;

/**
 * Lets in who waits, as many as may be inside.
 * @param lanes selects the `lane` of each that may have room
 * @param claims this node goes on with them, unless older ones have not begun yet
 */
export function letIn(lanes: Sql, claims = false): Sql {
  const mine = claims ? raw("NOT next.behind") : raw("false");
  // One look at those inside, by an aggregate: an EXISTS in the UPDATE is made a hash of all runs that are open.
  return sql`WITH room AS (
      SELECT lane, ${limitOf(raw("one.lane"))} - inside.count AS free, inside.behind
      FROM (SELECT DISTINCT lane FROM (${lanes}) AS asked WHERE lane IS NOT NULL) AS one
      CROSS JOIN LATERAL (SELECT count(*) AS count, coalesce(bool_or(NOT begun), false) AS behind
        FROM runs WHERE ${ofLane(raw("one.lane"))} AND inside) AS inside),
    next AS (
      SELECT chosen.seq, room.behind FROM room CROSS JOIN LATERAL (
        SELECT seq FROM runs WHERE ${rangeOf(raw("room.lane"), raw("false"))}
        ORDER BY runs.inside, runs.seq LIMIT greatest(coalesce(room.free, 0), 0)) AS chosen)
    UPDATE runs SET inside = true, begun = ${mine}, node = CASE WHEN ${mine} THEN ${ME} END,
      due_at = CASE WHEN ${mine} THEN NULL ELSE 0 END
    FROM next WHERE runs.seq = next.seq RETURNING ${TAKEN}, runs.begun AS taken`;
}

/** Ends runs that have not begun. Gives them, with what they leave room for. */
export function endEarly(which: Sql, end: EarlyEnd, at: number): Sql {
  const value = JSON.stringify({ kind: "run", result: end } satisfies Arrival);
  return sql`WITH ended AS (
      UPDATE runs SET status = ${end.status}, finished_at = ${at}, error = ${JSON.stringify(end.error)},
        wake_at = NULL, due_at = NULL, stuck = false
      WHERE ${which} AND finished_at IS NULL AND NOT begun
      RETURNING id, flow, created_at, caller_id, caller_path, lane),
    ${arriving(sql`SELECT caller_id, caller_path, ${value} FROM ended WHERE caller_id IS NOT NULL`)}
    SELECT id, flow, created_at, caller_id FROM ended`;
}

/** Nobody wants them, and they have not begun. */
export const UNWANTED = raw("cancel AND NOT begun");

interface EndedRow {
  readonly id: string;
  readonly flow: string;
  readonly created_at: number;
  readonly caller_id: string | null;
}

/** What {@link takenOf} reads. */
export const TAKEN = raw(
  "runs.seq, runs.id, runs.flow, runs.created_at, runs.lane, runs.cancel, runs.superseded_by, runs.caller_id, runs.caller_path",
);

interface TakenRow extends Pick<TakenRun, "id" | "flow"> {
  readonly created_at: number;
  readonly lane: string | null;
  readonly seq: number;
  /** In which order they were chosen; without one, that of acceptance counts. */
  readonly place?: number;
  /** It has been worked on before. */
  readonly old?: boolean;
  readonly cancel: boolean;
  readonly superseded_by: string | null;
  readonly caller_id: string | null;
  readonly caller_path: string | null;
}

/** In the order in which they may go. */
export function takenOf(rows: readonly TakenRow[]): TakenRun[] {
  return rows
    .toSorted((one, two) => (one.place ?? one.seq) - (two.place ?? two.seq))
    .map((row) => {
      const { id, flow, created_at: createdAt, lane, superseded_by, old = false } = row;
      const wish = { cancelled: row.cancel, supersededBy: superseded_by ?? undefined };
      return {
        id,
        flow,
        createdAt,
        keyed: lane !== null,
        ...wish,
        fresh: !old,
        caller: callerOf(row),
      };
    });
}

/** What {@link freedOf} is told of: the answers of the statements. */
interface Freeing {
  readonly ended?: Answer | undefined;
  readonly unwanted?: Answer | undefined;
  readonly letIn?: Answer | undefined;
}

/** What became of other runs. */
export function freedOf({ ended, unwanted, letIn: come }: Freeing): Freed {
  const entered = (come?.rows ?? []) as (TakenRow & { taken: boolean })[];
  const early = (ended?.rows ?? []) as EndedRow[];
  return {
    ended: early.map((row): EndedEarly => {
      const { id, flow, created_at: createdAt } = row;
      return { id, flow, createdAt, status: "cancelled" };
    }),
    unwanted: ((unwanted?.rows ?? []) as { id: string }[]).map(({ id }) => id),
    claimed: takenOf(entered.filter(({ taken }) => taken)),
    told: early.flatMap(({ caller_id }) => caller_id ?? []),
    due: entered.some(({ taken }) => !taken) || (unwanted?.count ?? 0) > 0,
  };
}

/** A run was kept, and found its key full. @param id the run */
export async function makeRoom(send: Send, id: string, { whenFull, at }: Turn): Promise<Freed> {
  if (whenFull === "queue") return freedOf({});
  if (whenFull === "drop") {
    const dropped = endEarly(sql`id = ${id} AND NOT inside`, DROPPED, at);
    return freedOf({ ended: await send(dropped) });
  }
  const own = sql`(SELECT lane FROM runs WHERE id = ${id})`;
  const others = sql`runs.lane = ${own} AND runs.finished_at IS NULL AND runs.id <> ${id}`;
  const oldest = sql`SELECT seq FROM runs WHERE ${others} ORDER BY inside DESC, seq
    LIMIT greatest(0, (SELECT count(*) FROM runs WHERE ${others}) + 1
      - (SELECT lane_limit FROM runs WHERE id = ${id}))`;
  const mark = sql`${marking(sql`seq IN (${oldest}) AND NOT cancel`, id)} RETURNING id`;
  const [unwanted, ended, entered] = await Promise.all([
    send(mark),
    send(endEarly(sql`lane = ${own} AND ${UNWANTED}`, cancelled(id), at)),
    send(letIn(sql`SELECT ${own} AS lane`)),
  ]);
  return freedOf({ ended, unwanted, letIn: entered });
}
