/** How a run is accepted, or another one found that is it already. */
import type { Entered, TakenRun, Turn } from "../../engine/dispatch/shared-journal.ts";
import type { Created } from "../../journal/ports.ts";
import type { Slot } from "../../journal/records.ts";
import type { Changes, SharedChanges, Write } from "../asks.ts";
import { keptKey } from "../kept-text.ts";
import type { Answer, Send } from "./driver.ts";
import type { Maker } from "./maker.ts";
import { ME } from "./rests.ts";
import { all, raw, type Sql, sql } from "./sql.ts";
import { hasRoom } from "./tallies.ts";
import { anyIsDue, freedOf, laneNow, makeRoom, placeOf } from "./turns.ts";

type Asked = Changes["create"]["ask"];
type Entering = SharedChanges["enter"]["ask"];

/** Something that one run alone can have. */
interface Guard {
  /** Takes it for the run, or makes others wait until that is decided. @param may whether it may */
  readonly claim?: (may: Sql) => Sql;
  /** Whether the run has it, or may have it. */
  readonly holds: Sql;
  /** Selects the `id` of the run that has it. */
  readonly holder: Sql;
}

/** What has to be free, in the order in which it is looked at. */
function guardsOf({ run, replay }: Asked, room: Guard | undefined): Guard[] {
  return [
    ...(room === undefined ? [] : [room]),
    ...(run.caller === undefined ? [] : [callerGuard(run.caller)]),
    ...(replay?.once ? [replayGuard(replay.of)] : []),
    ...(run.dedupe === undefined ? [] : [keyGuard(run, run.dedupe)]),
    ...(run.slot === undefined ? [] : [slotGuard(run.slot, run.id)]),
  ];
}

function callerGuard({ runId, path }: NonNullable<Asked["run"]["caller"]>): Guard {
  const called = sql`SELECT id FROM runs WHERE caller_id = ${runId} AND caller_path = ${path}`;
  return { holds: sql`NOT EXISTS (${called})`, holder: called };
}

/** Retention may have taken the replay before the run: it was done again all the same. */
function replayGuard(of: string): Guard {
  const done = sql`EXISTS (SELECT FROM runs WHERE id = ${of} AND replays > 0)`;
  const latest = sql`SELECT id FROM runs WHERE replay_of = ${of} ORDER BY seq DESC LIMIT 1`;
  return {
    claim: (may) => sql`SELECT FROM runs WHERE id = ${of} AND ${may} FOR UPDATE`,
    holds: sql`NOT ${done}`,
    holder: sql`SELECT coalesce((${latest}), '') AS id WHERE ${done}`,
  };
}

function keyGuard(
  { id, flow, createdAt }: Asked["run"],
  { key: whole, expiresAt, was = [] }: NonNullable<Asked["run"]["dedupe"]>,
): Guard {
  const key = keptKey(whole);
  const former = sql`SELECT run_id AS id FROM dedupe
    WHERE flow = ANY (${was}::text[]) AND key = ${key} AND expires_at > ${createdAt}`;
  const free = was.length === 0 ? raw("true") : sql`NOT EXISTS (${former})`;
  const current = sql`SELECT run_id AS id FROM dedupe WHERE flow = ${flow} AND key = ${key}`;
  return {
    claim: (may) => sql`INSERT INTO dedupe (flow, key, run_id, expires_at)
      SELECT ${flow}, ${key}, ${id}, ${expiresAt}::bigint WHERE ${may} AND ${free}
      ON CONFLICT (flow, key) DO UPDATE SET run_id = excluded.run_id, expires_at = excluded.expires_at
      WHERE dedupe.expires_at <= ${createdAt}`,
    holds: sql`${free} AND EXISTS (${current} AND run_id = ${id})`,
    holder:
      was.length === 0
        ? current
        : sql`(${former} ORDER BY array_position(${was}::text[], flow) LIMIT 1) UNION ALL (${current})`,
  };
}

function slotGuard(slot: Slot, id: string): Guard {
  const { flow, schedule, at } = slot;
  const ours = sql`flow = ${flow} AND schedule = ${schedule}`;
  return {
    claim: (may) => takeSlot(slot, id, may),
    holds: sql`EXISTS (SELECT FROM slots WHERE ${ours} AND run_id = ${id} AND at = ${at})`,
    holder: beginAnew(slot),
  };
}

/** Moves a schedule on to a slot, also one that had ended; nothing when it was there or later already. */
export function takeSlot({ flow, schedule, at }: Slot, runId: string | null, may: Sql): Sql {
  return sql`INSERT INTO slots (flow, schedule, at, run_id)
    SELECT ${flow}, ${schedule}, ${at}::bigint, ${runId}::text WHERE ${may}
    ON CONFLICT (flow, schedule) DO UPDATE
      SET at = excluded.at, run_id = excluded.run_id, ended = false
    WHERE slots.at < excluded.at`;
}

/** A schedule that had ended goes on. Gives the run of its last slot. */
export function beginAnew({ flow, schedule }: Slot): Sql {
  return sql`UPDATE slots SET ended = false WHERE flow = ${flow} AND schedule = ${schedule}
    RETURNING coalesce(run_id, '') AS id`;
}

/** A run that nobody decides about: it may be worked on. */
const ANYWHERE = sql`SELECT NULL::text AS lane, NULL::integer AS lane_limit, true AS inside, false AS claimed`;

/** Keeps the run when all is free. @param place where it comes to stand */
function insertRun({ run, payload, replay }: Asked, may: Sql, place: Sql): Sql {
  const { id, flow, version, source, commit, concurrencyKey, createdAt, caller } = run;
  return sql`INSERT INTO runs (id, flow, version, source, status, payload, commit_id, concurrency_key,
      created_at, caller_id, caller_path, replay_of, lane, lane_limit, inside, begun, node, due_at)
    SELECT ${id}, ${flow}, ${version}, ${source}, 'queued', ${payload}, ${commit ?? null},
      ${concurrencyKey ?? null}, ${createdAt}::bigint, ${caller?.runId ?? null}, ${caller?.path ?? null},
      ${replay?.of ?? null}, lane, lane_limit, inside, claimed, CASE WHEN claimed THEN ${ME} END,
      CASE WHEN inside AND NOT claimed THEN 0 END
    FROM (${place}) AS place WHERE ${may}
    RETURNING inside, begun AS claimed`;
}

/** What a replay changes besides the new run, if that was kept. */
function afterReplay(id: string, { of, records }: NonNullable<Asked["replay"]>): Sql[] {
  const made = sql`EXISTS (SELECT FROM runs WHERE id = ${id})`;
  const [paths, texts] = [records.map(([path]) => path), records.map(([, record]) => record)];
  return [
    sql`UPDATE runs SET replays = replays + 1 WHERE id = ${of} AND ${made}`,
    sql`INSERT INTO steps (run_id, path, record, active_at, copied)
      SELECT ${id}, path, record, 0, true
      FROM unnest(${paths}::text[], ${texts}::text[]) AS copied (path, record) WHERE ${made}`,
  ];
}

/** What came of a run: kept, or the one that it repeats. */
interface Kept {
  readonly created: Created;
  readonly rows: readonly { readonly inside: boolean; readonly claimed: boolean }[];
}

/** @param place where it comes to stand; @param room whether there is room for it */
function keep(send: Send, asked: Asked, place: Sql, room?: Guard): Promise<Kept> {
  const { id } = asked.run;
  const guards = guardsOf(asked, room);
  const claims = guards.flatMap(({ claim }, index) => {
    const before = guards.slice(0, index).map(({ holds }) => holds);
    return claim === undefined ? [] : [claim(all(before))];
  });
  const insert = insertRun(asked, all(guards.map(({ holds }) => holds)), place);
  const after = asked.replay === undefined ? [] : afterReplay(id, asked.replay);
  const holders = guards.map(({ holder }) => holder);
  const sent = [...claims, insert, ...after, ...holders].map(send);
  return Promise.all(sent).then((answers) => {
    const made = answers[claims.length] as Answer;
    const rows = made.rows as Kept["rows"];
    if (made.count > 0) return { created: { id, duplicate: false }, rows };
    const found = answers.slice(-holders.length).flatMap((one) => one.rows as { id: string }[]);
    const holder = found.find((one) => one.id !== id)?.id;
    // It was made before, when its commit was answered too late.
    if (holder === undefined && found.length > 0)
      return { created: { id, duplicate: false }, rows };
    return { created: { id: holder ?? "", duplicate: true }, rows };
  });
}

export const create: Maker<"create"> = async (send, asked): Promise<Created> =>
  (await keep(send, asked, ANYWHERE)).created;

/** Whether nothing has to be free for a run: such ones can be kept together. */
export function comesAlone(write: Write): write is { kind: "enter"; ask: Entering } {
  if (write.kind !== "enter") return false;
  const { run, replay } = write.ask;
  const { concurrencyKey, dedupe, slot, caller } = run;
  return [concurrencyKey, dedupe, slot, caller, replay].every((one) => one === undefined);
}

/** Keeps runs for which nothing has to be free. Who comes after one that nobody works on yet is not begun before it. */
export async function enterTogether(send: Send, all: readonly Entering[]): Promise<Entered[]> {
  const column = (of: (asked: Entering) => unknown) => all.map(of);
  const at = Math.max(...all.map(({ turn }) => turn.at));
  const { rows } = await send(sql`INSERT INTO runs
      (id, flow, version, source, status, payload, commit_id, created_at, begun, node, due_at)
    SELECT id, flow, version, source, 'queued', payload, commit_id, created_at,
      claimed, CASE WHEN claimed THEN ${ME} END, CASE WHEN NOT claimed THEN 0 END
    FROM (
      SELECT *, bool_and(claims) OVER (ORDER BY place) AND NOT ${anyIsDue(at)} AS claimed
      FROM unnest(${column(({ run }) => run.id)}::text[], ${column(({ run }) => run.flow)}::text[],
        ${column(({ run }) => run.version)}::text[], ${column(({ run }) => run.source)}::text[],
        ${column(({ payload }) => payload)}::text[], ${column(({ run }) => run.commit ?? null)}::text[],
        ${column(({ run }) => run.createdAt)}::bigint[], ${column(({ turn }) => turn.claims)}::boolean[])
        WITH ORDINALITY AS told (id, flow, version, source, payload, commit_id, created_at, claims, place)) AS coming
    ORDER BY place RETURNING id, begun`);
  const begun = new Map(
    (rows as { id: string; begun: boolean }[]).map((one) => [one.id, one.begun]),
  );
  return all.map(({ run }) => {
    const isClaimed = begun.get(run.id) === true;
    const claimed = claimedOf(run, isClaimed);
    const created = { id: run.id, duplicate: false };
    return { ...created, ...freedOf({}), full: false, dropped: false, claimed, due: !isClaimed };
  });
}

/** Keeps a run and decides on it. */
export const enter: Maker<"enter"> = async (send, asked): Promise<Entered> => {
  const { run, turn } = asked;
  const { concurrencyKey: key } = run;
  const place = placeOf(key, turn);
  const room = key === undefined ? undefined : roomGuard(key, turn);
  const kept = keep(send, asked, place, room);
  const made = key === undefined ? freedOf({}) : makeRoom(send, run.id, turn);
  const [{ created, rows }, freed] = await Promise.all([kept, made]);
  const [row] = rows;
  const full = created.duplicate && created.id === "" && room !== undefined;
  const isClaimed = row?.claimed === true;
  return {
    ...created,
    ...freed,
    full,
    dropped: turn.whenFull === "drop" && row?.inside === false,
    claimed: claimedOf(run, isClaimed),
    due: freed.due || (row?.inside === true && !isClaimed),
  };
};

/** Fewer wait for the key than may; undefined where any number may. Nobody has what is not there. */
function roomGuard(key: string, { names, mostBehind }: Turn): Guard | undefined {
  return mostBehind === undefined
    ? undefined
    : {
        holds: hasRoom(laneNow(key, names), mostBehind),
        holder: raw("SELECT NULL AS id WHERE false"),
      };
}

/** A run that this node works on from its acceptance on, if it does. */
function claimedOf(run: Asked["run"], isClaimed: boolean): TakenRun[] {
  const { id, flow, createdAt, caller, concurrencyKey } = run;
  const keyed = concurrencyKey !== undefined;
  const unasked = { cancelled: false, supersededBy: undefined };
  return isClaimed ? [{ id, flow, createdAt, caller, keyed, ...unasked, fresh: true }] : [];
}
