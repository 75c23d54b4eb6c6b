/** The one file that knows the database driver. */
import { randomUUID } from "node:crypto";
import { Client, type ClientConfig, Pool, type QueryResult, types } from "pg";
import { keptText } from "../kept-text.ts";
import { type Sql, statement } from "./sql.ts";

/** What a statement gave. */
export interface Answer {
  /** The database decides on the types of its columns. */
  readonly rows: never[];
  /** How many rows it has changed, or given. */
  readonly count: number;
}

/** Sends a statement. What is sent on one connection is done in order, also without waiting in between. */
export type Send = (query: Sql) => Promise<Answer>;

/** One connection. */
export interface Connection {
  readonly send: Send;
  /** Several statements without values, one after another. */
  readonly run: (script: string) => Promise<void>;
  /** Ends it; resolves in any case. */
  readonly close: () => Promise<void>;
}

/** How long one statement may take until its connection counts as dead, in milliseconds. */
const LONGEST_MS = 30_000;

/** How long it may take to connect, in milliseconds. */
const CONNECT_MS = 5_000;

/** The code of errors that have none of the database's or the system's. */
const LOST = "lost";

/** The code of a connection that asks for TLS at a server that has none. */
export const NO_TLS = "no TLS";

// Times, counts and sequence numbers are far below 2^53.
types.setTypeParser(types.builtins.INT8, Number);

function optionsOf(url: string): ClientConfig {
  return {
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: LONGEST_MS,
    application_name: "ahaflow",
  };
}

/**
 * Opens the connection that writes: its statements are prepared once each, and many are on their way.
 * @param onLost called once when it ends by itself
 * @param onNotice called with the text of each notice, once it listens on a channel
 */
export async function openConnection(
  url: string,
  onLost: (cause: unknown) => void,
  onNotice?: (text: string) => void,
): Promise<Connection> {
  const client = new Client({ ...optionsOf(url), pipeline: true });
  const names = new Map<string, string>();
  // In a session that is another connection's as well, no statement is taken for one of its.
  const own = randomUUID().slice(0, 8);
  let isOver = true;
  const lose = (cause: object = {}) => {
    if (isOver) return;
    isOver = true;
    onLost({ code: LOST, ...cause });
  };
  // Unheard, an error would end the process.
  client.on("error", lose);
  client.on("end", () => lose());
  if (onNotice !== undefined) client.on("notification", ({ payload = "" }) => onNotice(payload));
  await coded(client.connect());
  isOver = false;
  return {
    send: (query) => {
      const text = statement(query);
      const name = names.get(text) ?? `${own}-${names.size}`;
      names.set(text, name);
      return answerOf(client.query({ name, text, values: query.values.map(valueOf) }));
    },
    run: async (script) => void (await coded(client.query(script))),
    close: async () => {
      isOver = true;
      await client.end().catch(() => undefined);
    },
  };
}

/** Connections for reading, opened when they are needed. */
export interface Readers {
  readonly send: Send;
  readonly close: () => Promise<void>;
}

/** @param begin what each new connection is told first */
export function openReaders(url: string, most: number, begin: string): Readers {
  const pool = new Pool({
    ...optionsOf(url),
    max: most,
    // As a parameter of the connection PgBouncer would refuse it. It is waited for, although its type does
    // not say so.
    onConnect: (client): unknown =>
      client.query(`SET statement_timeout TO ${LONGEST_MS}; ${begin}`),
  });
  // One that idles may be cut; the next read opens another.
  pool.on("error", () => undefined);
  return {
    send: (query) => answerOf(pool.query(statement(query), query.values.map(valueOf))),
    close: () => pool.end(),
  };
}

async function answerOf(result: Promise<QueryResult>): Promise<Answer> {
  const { rows, rowCount } = await coded(result);
  return { rows: rows as never[], count: rowCount ?? 0 };
}

/** Every error of the driver has a code; where it gives none, the connection was cut, or there is no TLS. */
async function coded<Result>(result: Promise<Result>): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    const { message, code = /not support SSL/.test(message) ? NO_TLS : LOST } = error as Error & {
      code?: string;
    };
    throw Object.assign(error as Error, { code });
  }
}

function valueOf(value: unknown): unknown {
  if (typeof value === "string") return keptText(value);
  return Array.isArray(value) ? value.map(valueOf) : value;
}
