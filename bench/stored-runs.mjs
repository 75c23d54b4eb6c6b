/**
 * What many stored runs cost: the daemon's start, the first page of runs, and the longest time that
 * an answer takes while old runs are removed. `npm run bench:stored [-- COUNT]`.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import Database from "libsql";
import { migrate } from "../build/journal/sqlite/migrate.js";

const [given = "100000", fileToFill] = process.argv.slice(2);
const count = Number(given);
if (fileToFill !== undefined) {
  fill(fileToFill);
  process.exit();
}
const folder = mkdtempSync(join(tmpdir(), "ahaflow-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, "data");
mkdirSync(data);
mkdirSync(join(folder, "flows"));
writeFileSync(
  join(folder, "flows", "one.yaml"),
  "name: one\non:\n  webhook:\n    path: /one\nsteps:\n  - id: a\n    set:\n      seen: true\n",
);
// In a process of its own: its lock ends with it for certain.
execFileSync(process.execPath, [import.meta.filename, given, join(data, "journal.db")]);
configure("forever");
console.log(
  `${count} runs, 3 steps each; ${Math.round(statSync(join(data, "journal.db")).size / 1e6)} MB`,
);

let daemon = await start();
console.log(`start until ready: ${daemon.startMs.toFixed(0)} ms`);
for (const path of [
  "/api/v1/runs",
  "/api/v1/runs?status=failed",
  "/api/v1/runs?flow=one&limit=500",
])
  console.log(`GET ${path}: ${await best(`${daemon.admin}${path}`)} ms (median of 20)`);
await daemon.stop();

console.log("webhooks, 100 a second for 10 s, nothing to remove:", await load());
configure("1ms");
console.log("the same while all of them are removed:", await load());

async function load() {
  daemon = await start();
  const sending = [];
  const begin = performance.now();
  for (let sent = 0; sent < 1_000; sent++) {
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, begin + sent * 10 - performance.now())),
    );
    sending.push(post());
  }
  const times = await Promise.all(sending);
  await daemon.stop();
  times.sort((one, two) => one - two);
  const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(1);
  return `median ${at(0.5)} ms, 99 % ${at(0.99)} ms, longest ${at(1)} ms`;
}

function configure(succeeded) {
  writeFileSync(
    join(folder, "ahaflow.yaml"),
    JSON.stringify({ retention: { succeeded, failed: succeeded } }),
  );
}

function fill(file) {
  const database = new Database(file);
  database.exec("PRAGMA journal_mode = WAL");
  migrate(database);
  const run = database.prepare(
    "INSERT INTO runs (id, flow, version, source, status, payload, created_at, finished_at) VALUES (?, 'one', 'v', 'webhook', ?, ?, ?, ?)",
  );
  const step = database.prepare("INSERT INTO steps (run_id, path, record) VALUES (?, ?, ?)");
  const payload = JSON.stringify({ body: { text: "x".repeat(400) } });
  database.exec("BEGIN");
  for (let number = 0; number < count; number++) {
    const id = `run-${String(number).padStart(9, "0")}`;
    const at = Date.now() - 86_400_000 + number;
    run.run(id, number % 50 === 0 ? "failed" : "succeeded", payload, at, at + 100);
    for (const path of ["a", "b", "c"]) step.run(id, path, stepRecord(path));
  }
  database.exec("COMMIT");
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

function stepRecord(path) {
  const output = "x".repeat(400);
  return JSON.stringify({ path, kind: "set", status: "succeeded", output, attempts: [] });
}

async function post() {
  const at = performance.now();
  const response = await fetch(`${daemon.webhooks}/one`, { method: "POST" });
  await response.arrayBuffer();
  if (response.status !== 202) throw new Error(`answered ${response.status}`);
  return performance.now() - at;
}

async function start() {
  const begin = performance.now();
  const child = spawn(process.execPath, ["dist/main.js", "start"], {
    env: {
      PATH: process.env.PATH,
      AHAFLOW_FLOWS: join(folder, "flows"),
      AHAFLOW_CONFIG: join(folder, "ahaflow.yaml"),
      AHAFLOW_DATA: data,
      AHAFLOW_HOST: "127.0.0.1",
      AHAFLOW_PORT: "0",
      AHAFLOW_ADMIN_PORT: "0",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, webhook_url: webhooks, admin_url: admin } = JSON.parse(line);
    if (msg !== "ready") continue;
    const startMs = performance.now() - begin;
    child.stdout.resume();
    const stop = () => {
      child.kill("SIGTERM");
      return ended;
    };
    return { startMs, webhooks, admin, stop };
  }
  throw new Error("the daemon ended");
}

async function best(url) {
  const times = [];
  for (let count = 0; count < 20; count++) {
    const begin = performance.now();
    const response = await fetch(url);
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`answered ${response.status}`);
    times.push(performance.now() - begin);
  }
  return times.toSorted((one, two) => one - two)[10].toFixed(1);
}
