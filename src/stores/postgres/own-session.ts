/** Whether a connection has a session of the database for itself, as all that the journal relies on needs. */
import { randomUUID } from "node:crypto";
import { codeOf, isPooled, POOLED } from "./database-error.ts";
import { type Connection, openConnection, type Send } from "./driver.ts";
import { sql } from "./sql.ts";

/** How often both are asked: where others use the pool as well, each may find its own session once by chance. */
const TIMES = 5;

/**
 * Sees whether a connection keeps its session from one transaction to the next, and shares it with no other one. A
 * pooler that hands sessions out for a transaction, or a statement, gives each to the one that was free last, or
 * first: with another connection beside it, whose questions come in this order, either shows.
 * @throws Error with code {@link POOLED}, or the database's
 */
export async function checkSession(url: string, { send }: Connection): Promise<void> {
  const other = await openConnection(url, () => undefined);
  try {
    const [one, two] = [randomUUID(), randomUUID()];
    await mark(send, one);
    await mark(other.send, two);
    for (let time = 0; time < TIMES; time++) {
      const isOwn = (await says(other.send, two)) && (await says(send, one));
      if (!isOwn) throw failure();
    }
  } catch (error) {
    throw isPooled(codeOf(error)) ? failure() : error;
  } finally {
    await other.close();
  }
}

function failure(): Error {
  return Object.assign(new Error(POOLED), { code: POOLED });
}

async function mark(send: Send, as: string): Promise<void> {
  await send(sql`SELECT set_config('ahaflow.session', ${as}, false)`);
}

async function says(send: Send, as: string): Promise<boolean> {
  const { rows } = await send(sql`SELECT current_setting('ahaflow.session', true) AS session`);
  return (rows as { session: string | null }[])[0]?.session === as;
}
