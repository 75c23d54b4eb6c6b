/** The one connection that writes, which has the journal for this daemon as long as it stands. */
import { type Connection, openConnection } from "./driver.ts";
import { migrate } from "./migrate.ts";
import { raw, sql } from "./sql.ts";

/** The lock on the journal of a database. */
const LOCK = raw("pg_try_advisory_lock(hashtextextended('journal of ahaflow', 0))");

const OLDEST = 150_000;

/**
 * Every write finds its rows by an index, whatever the tables looked like when it was planned. A
 * connection whose machine is gone lets go of the journal within half a minute.
 */
const SETTINGS = `
  SET search_path TO ahaflow;
  SET enable_seqscan TO off;
  SET plan_cache_mode TO force_generic_plan;
  SET idle_in_transaction_session_timeout TO '60s';
  SET tcp_keepalives_idle TO 10;
  SET tcp_keepalives_interval TO 5;
  SET tcp_keepalives_count TO 4;
`;

/**
 * Opens the connection and takes the journal, which is made or brought to the newest schema.
 * @param owner this daemon; written down with `isFirst`, and later found, or another has had the journal
 * @throws Error with code JOURNAL_LOCKED, JOURNAL_TAKEN and those of {@link migrate}, or the database's
 */
export async function openWriter(
  url: string,
  owner: { readonly id: string; readonly isFirst: boolean },
  onLost: (cause: unknown) => void,
): Promise<Connection> {
  const connection = await openConnection(url, onLost);
  try {
    await checkServer(connection);
    await connection.run(SETTINGS);
    const { rows } = await connection.send(sql`SELECT ${LOCK} AS got`);
    if (!(rows[0] as unknown as { got: boolean }).got) throw failure("JOURNAL_LOCKED");
    if (owner.isFirst) await begin(connection, owner.id);
    else await checkOwner(connection, owner.id);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function begin(connection: Connection, owner: string): Promise<void> {
  const { send, run } = connection;
  const found = await send(sql`SELECT FROM pg_namespace WHERE nspname = 'ahaflow'`);
  // Asked first: whoever may not make schemas may still use this one.
  if (found.count === 0) await run("CREATE SCHEMA ahaflow");
  await migrate(connection);
  await send(
    sql`INSERT INTO owner (one, id) VALUES (true, ${owner}) ON CONFLICT (one) DO UPDATE SET id = excluded.id`,
  );
}

/** Whoever had the journal in between may have gone on with runs that this daemon has in memory. */
async function checkOwner({ send }: Connection, owner: string): Promise<void> {
  const { count } = await send(sql`SELECT FROM owner WHERE id = ${owner}`);
  if (count === 0) throw failure("JOURNAL_TAKEN");
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
