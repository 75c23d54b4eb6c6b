/** A commit whose answer was lost: the database knows what became of it. */
import type { Freed, Taken, TakenRun } from "../../engine/dispatch/shared-journal.ts";
import type { Created } from "../../journal/ports.ts";
import type { Changes, Write } from "../asks.ts";
import { isHeld } from "../held-writes.ts";
import { keptKey } from "../kept-text.ts";
import type { Send } from "./driver.ts";
import type { Node } from "./open-writer.ts";
import { ME } from "./rests.ts";
import { type Sql, sql } from "./sql.ts";

/** A transaction that was about to be committed, with what its changes gave. */
export interface Commit {
  readonly batch: readonly Write[];
  readonly answers: readonly unknown[];
  /** It is known to be made. */
  readonly isMade?: boolean;
}

/**
 * Whether the commit of a node has been made that would be its next one. If it has not, it never will be,
 * however late it comes: its number is left out. Asked again, since this answer may be lost too, it says the same.
 */
export async function isCommitted(send: Send, node: Node): Promise<boolean> {
  const { id, commits } = node;
  const [, { count }] = await Promise.all([
    send(
      sql`UPDATE nodes SET last_commit = ${commits + 2} WHERE id = ${id} AND last_commit = ${commits}`,
    ),
    send(sql`SELECT FROM nodes WHERE id = ${id} AND last_commit = ${commits + 1}`),
  ]);
  const isMade = count > 0;
  node.commits = isMade ? commits + 1 : commits + 2;
  return isMade;
}

/**
 * Takes back what was committed although whoever asked was told that it was not kept: the next time they
 * ask, it is new. A run that another node has begun stays.
 */
export async function takeBack(send: Send, { batch, answers }: Commit): Promise<void> {
  const undo = batch.flatMap((write, index) => {
    if (write.kind === "take") return withoutClaims((answers[index] as Taken).runs);
    if (write.kind === "leave") return withoutClaims((answers[index] as Freed).claimed);
    if (write.kind === "enter" && isHeld(write))
      return withoutClaims((answers[index] as Freed).claimed);
    if (isHeld(write)) return [];
    if (write.kind === "create" || write.kind === "enter")
      return withoutRun(write.ask, answers[index] as Created);
    return write.kind === "deliver" ? withoutArrival(write.ask, answers[index]) : [];
  });
  await Promise.all([sql`BEGIN`, ...undo, sql`COMMIT`].map(send));
}

/** Nobody here knows that they are this node's: they are anybody's again. */
function withoutClaims(runs: readonly TakenRun[]): Sql[] {
  if (runs.length === 0) return [];
  return [
    sql`UPDATE runs SET node = NULL, due_at = 0
      WHERE id = ANY (${runs.map(({ id }) => id)}::text[]) AND node = ${ME}`,
  ];
}

function withoutRun({ run: { id }, replay }: Changes["create"]["ask"], created: Created): Sql[] {
  if (created.duplicate) return [];
  const isGone = sql`NOT EXISTS (SELECT FROM runs WHERE id = ${id})`;
  return [
    sql`DELETE FROM runs WHERE id = ${id}
      AND (node IS NULL AND NOT begun OR node = ${ME})`,
    sql`DELETE FROM steps WHERE run_id = ${id} AND ${isGone}`,
    sql`DELETE FROM dedupe WHERE run_id = ${id} AND ${isGone}`,
    // A slot that is not taken: the last one was before it.
    sql`UPDATE slots SET at = at - 1, run_id = NULL WHERE run_id = ${id} AND ${isGone}`,
    ...(replay === undefined
      ? []
      : [sql`UPDATE runs SET replays = replays - 1 WHERE id = ${replay.of} AND ${isGone}`]),
  ];
}

function withoutArrival(
  { path, key: whole, arrival }: Changes["deliver"]["ask"],
  delivered: unknown,
): Sql[] {
  if ((delivered as Partial<Created> | undefined)?.duplicate) return [];
  const which = sql`path = ${path} AND key = ${keptKey(whole)}`;
  return [
    sql`DELETE FROM early_callbacks WHERE ${which} AND value = ${arrival}`,
    sql`DELETE FROM arrivals WHERE value = ${arrival}
      AND (run_id, path) IN (SELECT run_id, step FROM callbacks WHERE ${which})`,
  ];
}
