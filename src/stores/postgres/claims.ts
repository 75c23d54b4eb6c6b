/** Who works on which run. */
import { cancelled } from "../../engine/dispatch/early-ends.ts";
import type { Freed } from "../../engine/dispatch/shared-journal.ts";
import type { SharedChanges, Write } from "../asks.ts";
import type { Send } from "./driver.ts";
import type { Maker } from "./maker.ts";

import { ending, finishing, ME } from "./rests.ts";
import { sql } from "./sql.ts";
import { BEGINS, endEarly, freedOf, goesOn, letIn, TAKEN, takenOf, UNWANTED } from "./turns.ts";

const take: Maker<"take"> = async (send, { count, at, after, without }) => {
  // First what goes on; of what begins, each flow in turn, from the one whose turn is next.
  const claim = sql`WITH RECURSIVE
    old AS (SELECT seq FROM runs WHERE ${goesOn(at)} ORDER BY due_at, seq LIMIT ${count}),
    flows AS (
      (SELECT flow FROM runs WHERE ${BEGINS} ORDER BY flow LIMIT 1)
      UNION ALL
      SELECT (SELECT runs.flow FROM runs WHERE ${BEGINS} AND runs.flow > flows.flow ORDER BY runs.flow LIMIT 1)
      FROM flows WHERE flows.flow IS NOT NULL),
    new AS (
      SELECT one.seq, one.turn, flows.flow FROM flows CROSS JOIN LATERAL (
        SELECT seq, row_number() OVER (ORDER BY seq) AS turn
        FROM (SELECT seq FROM runs WHERE ${BEGINS} AND runs.flow = flows.flow ORDER BY seq LIMIT ${count}) AS firsts) AS one
      WHERE flows.flow IS NOT NULL AND flows.flow <> ALL (${without}::text[])),
    chosen AS (
      SELECT seq, turn = 0 AS old, row_number() OVER (ORDER BY turn, had, flow, seq) AS place FROM (
        SELECT seq, 0 AS turn, false AS had, '' AS flow FROM old
        UNION ALL SELECT seq, turn, flow <= ${after}, flow FROM new) AS both_kinds
      ORDER BY place LIMIT ${count})
    UPDATE runs SET node = ${ME}, begun = true, due_at = NULL, wake_at = NULL,
      status = CASE WHEN status = 'waiting' THEN 'queued' ELSE status END
    FROM chosen WHERE runs.seq = chosen.seq
    RETURNING ${TAKEN}, chosen.place, chosen.old`;
  const rest = sql`SELECT
    EXISTS (SELECT FROM runs WHERE ${goesOn(at)}) OR EXISTS (SELECT FROM runs WHERE ${BEGINS}) AS more,
    (SELECT due_at FROM runs WHERE finished_at IS NULL AND node IS NULL AND begun AND due_at IS NOT NULL
      AND due_at > ${at} ORDER BY due_at LIMIT 1) AS next`;
  const [taken, left] = await Promise.all([send(claim), send(rest)]);
  const [{ more, next }] = left.rows as unknown as [{ more: boolean; next: number | null }];
  return { runs: takenOf(taken.rows), more, nextAt: next ?? undefined };
};

type Leave = SharedChanges["leave"]["ask"];

/** Whether a run ends without telling another one of it: such ends can be made together. */
export function endsAlone(write: Write): write is { kind: "leave"; ask: Leave } {
  return write.kind === "leave" && write.ask.caller === undefined && write.ask.called.length === 0;
}

/**
 * Runs end that tell no others of it, in one statement, and leave room in their keys, in another one.
 * @param leaves all of them want to go on with who comes next, or none
 * @returns what each leaves room for
 */
export async function leaveTogether(send: Send, leaves: readonly Leave[]): Promise<Freed[]> {
  const ids = leaves.flatMap(({ runId, keyed }) => (keyed ? [runId] : []));
  if (ids.length === 0) {
    await send(ending(leaves));
    return leaves.map(() => freedOf({}));
  }
  const claims = leaves.some((one) => one.claims);
  const [left, come] = await Promise.all([
    send(sql`${ending(leaves)} RETURNING runs.id, runs.lane`),
    send(letIn(sql`SELECT lane FROM runs WHERE id = ANY (${ids}::text[])`, claims)),
  ]);
  const leaverOf = new Map<string, string>();
  for (const { id, lane } of left.rows as { id: string; lane: string }[])
    if (!leaverOf.has(lane)) leaverOf.set(lane, id);
  const entered = come.rows as { lane: string }[];
  const freedBy = ({ runId }: Leave) => entered.filter(({ lane }) => leaverOf.get(lane) === runId);
  return leaves.map((one) => freedOf({ letIn: { rows: freedBy(one) as never[], count: 0 } }));
}

const leave: Maker<"leave"> = async (send, { keyed, ...end }) => {
  const { runId, called, result } = end;
  const unwanted = sql`id = ANY (${called}::text[]) AND ${UNWANTED}`;
  // What ends with it may leave room in other keys: these are anybody's.
  const lanes = sql`SELECT lane FROM runs WHERE id = ANY (${[...called, runId]}::text[])`;
  const [, ended, come] = await Promise.all([
    finishing(send, end),
    called.length === 0 ? undefined : send(endEarly(unwanted, cancelled(), result.finishedAt)),
    keyed || called.length > 0 ? send(letIn(lanes, end.claims && called.length === 0)) : undefined,
  ]);
  return freedOf({ ended, letIn: come });
};

/** The end of a run, as a queue of one process says it: what it called it asks to end itself. */
const finish: Maker<"finish"> = async (send, end) => {
  const lane = sql`SELECT lane FROM runs WHERE id = ${end.runId}`;
  await Promise.all([finishing(send, end), send(letIn(lane))]);
  return null;
};

const endUnwanted: Maker<"endUnwanted"> = async (send, { at }) => {
  const lanes = sql`SELECT lane FROM runs
    WHERE finished_at IS NOT NULL AND finished_at = ${at} AND status = 'cancelled'`;
  const early = endEarly(UNWANTED, cancelled(), at);
  const [ended, come] = await Promise.all([send(early), send(letIn(lanes))]);
  return freedOf({ ended, letIn: come });
};

const giveBack: Maker<"giveBack"> = async (send, { runId, at }) => {
  await send(sql`UPDATE runs SET node = NULL, due_at = ${at ?? null}, stuck = ${at === undefined}
    WHERE id = ${runId} AND node = ${ME} AND finished_at IS NULL`);
  return null;
};

const keepOnly: Maker<"keepOnly"> = async (send, runIds) => {
  const { count } = await send(sql`UPDATE runs SET node = NULL, due_at = 0
    WHERE node = ${ME} AND finished_at IS NULL AND id <> ALL (${runIds}::text[])`);
  return count > 0;
};

const keyedFlows: Maker<"keyedFlows"> = async (send) => {
  const { rows } = await send(
    sql`SELECT DISTINCT flow FROM runs WHERE finished_at IS NULL AND lane IS NOT NULL`,
  );
  return (rows as { flow: string }[]).map(({ flow }) => flow);
};

const applyLimits: Maker<"applyLimits"> = async (send, limits) => {
  const [flows, numbers] = [limits.map(({ flow }) => flow), limits.map(({ limit }) => limit)];
  const told = sql`SELECT * FROM unnest(${flows}::text[], ${numbers}::integer[]) AS told (flow, most)`;
  const change = sql`UPDATE runs SET lane_limit = most FROM (${told}) AS told
    WHERE finished_at IS NULL AND lane IS NOT NULL AND runs.flow = told.flow AND lane_limit <> most`;
  const lanes = sql`SELECT DISTINCT lane FROM runs
    WHERE finished_at IS NULL AND lane IS NOT NULL AND flow = ANY (${flows}::text[])`;
  const free = sql`UPDATE runs SET stuck = false, due_at = 0 WHERE finished_at IS NULL AND stuck`;
  const answers = await Promise.all([change, letIn(lanes), free].map(send));
  return answers.slice(1).some(({ count }) => count > 0);
};

export const claims = {
  take,
  finish,
  leave,
  endUnwanted,
  giveBack,
  keepOnly,
  keyedFlows,
  applyLimits,
};
