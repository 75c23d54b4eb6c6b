/** Takes what is kept of a person out of the journal. */
import {
  type Erasure,
  type ExactTerm,
  erasedError,
  erasedPayload,
  erasedStep,
  hasExactly,
} from "../../journal/erasure.ts";
import type { RunError, StepRecord, TriggerPayload } from "../../journal/records.ts";
import { searchText } from "../../journal/search-text.ts";
import type { Changes } from "../asks.ts";
import { openConnection, type Send } from "./driver.ts";
import { type Sql, sql } from "./sql.ts";

/** Erasures that are told, the newest. */
const MOST_TOLD = 500;

interface FoundRun {
  readonly id: string;
  readonly payload: string;
  readonly error: string | null;
  readonly first_failure: string | null;
  readonly finished_at: number | null;
}

/**
 * Erases inside a transaction that somebody else holds. It waits for its statements, so nothing else may
 * be sent until it is through.
 */
export async function erase(
  send: Send,
  { id, at, term, runIds, refusals }: Changes["erase"]["ask"],
): Promise<Changes["erase"]["answer"]> {
  // What retention has removed meanwhile is erased already.
  const { rows } = await send(sql`SELECT id, payload, error, first_failure, finished_at FROM runs
    WHERE id = ANY (${runIds}::text[])`);
  const found = rows as FoundRun[];
  const unread = await unreadArrivals(send, term);
  const open = [
    ...found.filter(({ finished_at }) => finished_at === null).map((run) => run.id),
    ...unread.filter(({ finished_at }) => finished_at === null).map(({ run_id }) => run_id),
  ];
  if (open.length > 0) return [...new Set(open)];
  for (const run of found) await eraseRun(send, run, at);
  await send(sql`DELETE FROM dedupe WHERE run_id = ANY (${found.map((run) => run.id)}::text[])`);
  for (const { run_id, path } of unread)
    await send(sql`DELETE FROM arrivals WHERE run_id = ${run_id} AND path = ${path}`);
  await eraseTerm(send, term);
  const gone = await send(sql`DELETE FROM refusals WHERE seq = ANY (${refusals}::bigint[])`);
  await send(sql`INSERT INTO erasures (id, at, runs, refusals)
    VALUES (${id}, ${at}, ${found.length}, ${gone.count})`);
  return [];
}

async function eraseRun(send: Send, run: FoundRun, at: number): Promise<void> {
  const { id, payload, error, first_failure } = run;
  const left = JSON.stringify(erasedPayload(JSON.parse(payload) as TriggerPayload));
  const steps = await send(sql`SELECT path, record FROM steps WHERE run_id = ${id}`);
  const records = (steps.rows as { path: string; record: string }[]).map(
    ({ path, record }): Sql => sql`UPDATE steps
      SET record = ${JSON.stringify(erasedStep(JSON.parse(record) as StepRecord))}
      WHERE run_id = ${id} AND path = ${path}`,
  );
  await Promise.all(
    [
      sql`UPDATE runs SET payload = ${left}, error = ${erasedText(error)},
          first_failure = ${erasedText(first_failure)}, output = NULL, stop_reason = NULL,
          concurrency_key = NULL, erased_at = ${at}
        WHERE id = ${id}`,
      ...records,
      sql`DELETE FROM arrivals WHERE run_id = ${id}`,
      sql`DELETE FROM callbacks WHERE run_id = ${id}`,
    ].map(send),
  );
}

/** A failure as JSON without its words. */
function erasedText(failure: string | null): string | null {
  return failure === null ? null : JSON.stringify(erasedError(JSON.parse(failure) as RunError));
}

interface UnreadArrival {
  readonly run_id: string;
  readonly path: string;
  readonly value: string;
  readonly finished_at: number | null;
  readonly record: string | null;
}

/** What came for steps that have not taken it, as that of a run that was cancelled. */
async function unreadArrivals(send: Send, term: ExactTerm): Promise<UnreadArrival[]> {
  const { rows } = await send(sql`SELECT run_id, path, value, finished_at, record
    FROM arrivals JOIN runs ON runs.id = arrivals.run_id LEFT JOIN steps USING (run_id, path)`);
  const isTaken = ({ record }: UnreadArrival) =>
    record !== null && (JSON.parse(record) as StepRecord).status === "succeeded";
  return (rows as UnreadArrival[]).filter(
    (one) => !isTaken(one) && hasExactly(searchText(JSON.parse(one.value)), term),
  );
}

/** What belongs to no run, or to none any more: messages and callbacks that wait for somebody. */
async function eraseTerm(send: Send, term: ExactTerm): Promise<void> {
  const has = (...values: unknown[]) => hasExactly(searchText(values), term);
  const messages = await send(sql`SELECT id, body FROM messages`);
  for (const { id, body } of messages.rows as { id: string; body: string }[])
    if (has(JSON.parse(body))) await send(sql`DELETE FROM messages WHERE id = ${id}`);
  const early = await send(sql`SELECT path, key, value FROM early_callbacks`);
  for (const { path, key, value } of early.rows as { path: string; key: string; value: string }[])
    if (has(key, JSON.parse(value)))
      await send(sql`DELETE FROM early_callbacks WHERE path = ${path} AND key = ${key}`);
}

/** The erasures on record, the newest first. */
export async function findErasures(send: Send): Promise<Erasure[]> {
  const query = sql`SELECT id, at, runs, refusals FROM erasures ORDER BY seq DESC LIMIT ${MOST_TOLD}`;
  return (await send(query)).rows;
}

const TABLES =
  "runs, steps, arrivals, callbacks, early_callbacks, messages, refusals, dedupe, parcels";

/**
 * Lets the room of earlier versions of rows be used again; `whole` writes the tables anew, which holds up all
 * else. On a connection of its own: it can't be part of a transaction.
 */
export async function scrub(url: string, whole: boolean): Promise<void> {
  const { run, close } = await openConnection(url, () => undefined);
  try {
    await run("SET search_path TO ahaflow");
    // Whoever is still to open one asks again.
    await run("DELETE FROM parcels");
    await run(`VACUUM ${whole ? "(FULL) " : ""}${TABLES}`);
  } finally {
    await close();
  }
}
