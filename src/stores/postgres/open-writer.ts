/** The one connection of a node that writes. */

import { type Connection, openConnection } from "./driver.ts";
import { migrate } from "./migrate.ts";
import { LIVES } from "./nodes.ts";
import { checkSession } from "./own-session.ts";
import { raw, sql } from "./sql.ts";

const OLDEST = 150_000;

/**
 * Every write finds its rows by an index, whatever the tables looked like when it was planned. What a node
 * leaves open in the middle holds up all others: it is ended soon. A connection whose machine is gone lets
 * go within half a minute.
 */
const SETTINGS = `
  SET search_path TO ahaflow;
  SET enable_seqscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  SET plan_cache_mode TO force_generic_plan;
  SET idle_in_transaction_session_timeout TO '2s';
  SET tcp_keepalives_idle TO 10;
  SET tcp_keepalives_interval TO 5;
  SET tcp_keepalives_count TO 4;
`;

/** A daemon among those that share a journal, from its start, or its return, to its end. */
export interface Node {
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** How many commits it has made. */
  commits: number;
  /** It is in the table of nodes, and its connections have sessions of their own. */
  isKnown: boolean;
}

/** The lock that commits take, one after another. */
const LOCK = raw("hashtextextended('journal of ahaflow', 0)");

/**
 * Opens the connection; the journal is made, or brought to the newest schema, and the node is written down.
 * @throws Error with the codes of {@link migrate} and {@link checkSession}, JOURNAL_OLD, JOURNAL_ENCODING, or the
 * database's
 */
export async function openWriter(
  url: string,
  node: Node,
  onLost: (cause: unknown) => void,
): Promise<Connection> {
  return openFor(url, onLost, async (connection) => {
    if (!node.isKnown) await enter(url, connection, node);
    await connection.send(sql`SELECT set_config('ahaflow.node', ${node.id}, false)`);
  });
}

/**
 * Opens a connection that has the journal alone: no node lives, and none makes a commit as long as it stands.
 * A transaction on it may take its time.
 * @throws Error as {@link openWriter}, or with code JOURNAL_LOCKED
 */
export function openAlone(url: string): Promise<Connection> {
  return openFor(url, unheard, async (connection) => {
    const { send, run } = connection;
    await checkSession(url, connection);
    await run("SET idle_in_transaction_session_timeout TO 0");
    const { rows } = await send(sql`SELECT pg_try_advisory_lock(${LOCK}) AS got`);
    if (!(rows as { got: boolean }[])[0]?.got) throw failure("JOURNAL_LOCKED");
    await makeTables(connection);
    const alive = await send(sql`SELECT FROM nodes WHERE ${LIVES}`);
    if (alive.count > 0) throw failure("JOURNAL_LOCKED");
  });
}

/**
 * Makes the journal, or brings it to the newest schema, beside nodes that have it.
 * @throws Error as {@link openWriter}
 */
export async function migrateJournal(url: string): Promise<void> {
  const connection = await openFor(url, unheard, async (opened) => {
    await checkSession(url, opened);
    await opened.send(sql`SELECT pg_advisory_lock(${LOCK})`);
    await makeTables(opened);
  });
  // The lock goes with it.
  await connection.close();
}

/** What is asked on a connection that was lost fails anyway. */
function unheard(): void {}

/** @param begin what is done first */
async function openFor(
  url: string,
  onLost: (cause: unknown) => void,
  begin: (connection: Connection) => Promise<void>,
): Promise<Connection> {
  const connection = await openConnection(url, onLost);
  try {
    await checkServer(connection);
    await connection.run(SETTINGS);
    await begin(connection);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function enter(url: string, connection: Connection, node: Node): Promise<void> {
  // Before anything is held for as long as the session lasts.
  await checkSession(url, connection);
  await connection.send(sql`SELECT pg_advisory_lock(${LOCK})`);
  await makeTables(connection);
  await connection.send(
    sql`INSERT INTO nodes (id, name) VALUES (${node.id}, ${node.name}) ON CONFLICT DO NOTHING`,
  );
  await connection.send(sql`SELECT pg_advisory_unlock(${LOCK})`);
  node.isKnown = true;
}

async function makeTables(connection: Connection): Promise<void> {
  const { send, run } = connection;
  const found = await send(sql`SELECT FROM pg_namespace WHERE nspname = 'ahaflow'`);
  // Asked first: whoever may not make schemas may still use this one.
  if (found.count === 0) await run("CREATE SCHEMA ahaflow");
  await migrate(connection);
}

async function checkServer({ send, run }: Connection): Promise<void> {
  const { rows } = await send(sql`SELECT current_setting('server_encoding') AS encoding,
    current_setting('server_version_num')::integer AS version,
    current_setting('synchronous_commit') AS commits`);
  const { encoding, version, commits } = rows[0] as unknown as {
    encoding: string;
    version: number;
    commits: string;
  };
  if (version < OLDEST) throw failure("JOURNAL_OLD");
  if (encoding !== "UTF8") throw failure("JOURNAL_ENCODING");
  // What is acknowledged is on the disk, whatever the database does for others.
  if (commits === "off") await run("SET synchronous_commit TO on");
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
