/**
 * What many stored runs cost: the index of their texts, the daemon's start, the first page of runs,
 * searches, and the longest time that an answer takes while old runs are removed.
 * `npm run bench:stored [-- COUNT]`.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import Database from "libsql";
import { openIndexing } from "../build/stores/sqlite/indexing.js";
import { migrate } from "../build/stores/sqlite/migrate.js";

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
execFileSync(process.execPath, [import.meta.filename, given, join(data, "journal.db")], {
  stdio: "inherit",
});
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
  `/api/v1/runs?q=DH${500_000 + Math.floor(0.37291 * count)}`,
  `/api/v1/runs?q=${encodeURIComponent(phoneOf(Math.floor(count / 2)))}`,
  "/api/v1/runs?q=0908+071+1112",
  "/api/v1/runs?q=nothing+of+this",
  "/api/v1/runs?q=nguyen+an",
  "/api/v1/runs?q=nguyen&status=failed",
  "/api/v1/runs?q=nguyen&limit=500",
  "/api/v1/runs?q=nguyen&flow=other",
  "/api/v1/runs?q=don+hang&until=2020-01-01T00:00:00Z",
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
  const insertUnindexed = database.prepare("INSERT INTO unindexed VALUES (last_insert_rowid())");
  database.exec("BEGIN");
  for (let number = 0; number < count; number++) {
    const id = `run-${String(number).padStart(9, "0")}`;
    const at = Date.now() - 86_400_000 + number;
    const payload = JSON.stringify(payloadOf(number));
    run.run(id, number % 50 === 0 ? "failed" : "succeeded", payload, at, at + 100);
    insertUnindexed.run();
    for (const path of ["a", "b", "c"]) step.run(id, path, stepRecord(path, number));
  }
  database.exec("COMMIT");
  index(database);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

function index(database) {
  const size = () => {
    const { bytes } = database
      .prepare("SELECT SUM(pgsize) AS bytes FROM dbstat WHERE name LIKE 'run_texts%'")
      .get();
    return Math.round(bytes / count);
  };
  const work = openIndexing(database);
  let longest = 0;
  const begin = process.cpuUsage();
  for (let more = true; more; ) {
    const at = process.cpuUsage();
    database.exec("BEGIN");
    more = work(4);
    database.exec("COMMIT");
    longest = Math.max(longest, microseconds(process.cpuUsage(at)));
  }
  const each = Math.round(microseconds(process.cpuUsage(begin)) / count);
  console.log(
    `index: ${each} µs of CPU a run, ${Math.round(longest / 1_000)} ms for the longest piece, ${size()} bytes a run`,
  );
}

function microseconds({ user, system }) {
  return user + system;
}

function payloadOf(number) {
  const body = {
    messenger_user_id: String(6_523_889_107_654_321 + 7_919 * number),
    customer: { name: nameOf(number), phone: phoneOf(number), city: "Thành phố Hồ Chí Minh" },
    order: `DH${500_000 + number}`,
    total: 1_000 * (number % 997),
    items: [{ sku: `AT-${number % 311}`, name: "Áo thun nam cổ tròn", quantity: 1 + (number % 3) }],
  };
  const headers = {
    "content-type": "application/json",
    "user-agent": "AhaChat",
    host: "127.0.0.1",
  };
  return { method: "POST", path: "/one", headers, query: {}, params: {}, body };
}

function stepRecord(path, number) {
  const input = {
    to: String(6_523_889_107_654_321 + 7_919 * number),
    text: `Cảm ơn ${nameOf(number)} đã đặt đơn hàng DH${500_000 + number}, shop sẽ giao trong ngày (${path}).`,
  };
  const output = { message_id: `m_${(number * 2_654_435_761).toString(36)}${path}`, ok: true };
  return JSON.stringify({ path, kind: "uses", status: "succeeded", input, output, attempts: [] });
}

function nameOf(number) {
  const family = ["Nguyễn", "Trần", "Lê", "Phạm", "Đặng"][number % 5];
  return `${family} ${["Thị", "Văn", "Ngọc"][number % 3]} ${["An", "Bé", "Lan", "Đức"][number % 4]}`;
}

function phoneOf(number) {
  const digits = String(900_000_000 + ((number * 7_919) % 99_999_989));
  return number % 2 === 0 ? `0${digits}` : `+84 ${digits.slice(0, 3)} ${digits.slice(3)}`;
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
