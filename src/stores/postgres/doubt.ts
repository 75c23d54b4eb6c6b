/** A commit whose answer was lost: the database knows what became of it. */
import type { Created } from "../../journal/ports.ts";
import type { Changes, Write } from "../asks.ts";
import { isHeld } from "../write-queue.ts";
import { codeOf } from "./database-error.ts";
import type { Send } from "./driver.ts";
import { keptKey } from "./kept-text.ts";
import { type Sql, sql } from "./sql.ts";

/** A transaction that was about to be committed, with what its changes gave. */
export interface Commit {
  /** As `pg_current_xact_id()` has it. */
  readonly transaction: string;
  readonly batch: readonly Write[];
  readonly answers: readonly unknown[];
}

/** A database that took the place of one without its last transactions knows no such number. */
const FROM_THE_FUTURE = "22023";

/** Whether a transaction has been committed. Nobody else may have the journal meanwhile. */
export async function isCommitted(send: Send, { transaction }: Commit): Promise<boolean> {
  try {
    const { rows } = await send(sql`SELECT pg_xact_status(${transaction}::xid8) AS status`);
    return (rows as { status: string | null }[])[0]?.status === "committed";
  } catch (error) {
    if (codeOf(error) === FROM_THE_FUTURE) return false;
    throw error;
  }
}

/**
 * Takes back what was committed although whoever asked was told that it was not kept: the next time they
 * ask, it is new.
 */
export async function takeBack(send: Send, { batch, answers }: Commit): Promise<void> {
  const undo = batch.flatMap((write, index) => {
    if (isHeld(write)) return [];
    if (write.kind === "create") return withoutRun(write.ask, answers[index] as Created);
    return write.kind === "deliver" ? withoutArrival(write.ask, answers[index]) : [];
  });
  await Promise.all([sql`BEGIN`, ...undo, sql`COMMIT`].map(send));
}

function withoutRun({ run: { id }, replay }: Changes["create"]["ask"], created: Created): Sql[] {
  if (created.duplicate) return [];
  return [
    sql`DELETE FROM steps WHERE run_id = ${id}`,
    sql`DELETE FROM dedupe WHERE run_id = ${id}`,
    // A slot that is not taken: the last one was before it.
    sql`UPDATE slots SET at = at - 1, run_id = NULL WHERE run_id = ${id}`,
    ...(replay === undefined
      ? []
      : [sql`UPDATE runs SET replays = replays - 1 WHERE id = ${replay.of}`]),
    sql`DELETE FROM runs WHERE id = ${id}`,
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
