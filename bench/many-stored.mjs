/**
 * What millions of stored runs cost an accepted webhook, the first pages of runs, and the disk.
 * `npm run bench:many [-- COUNT]`, 2,000,000 unless said otherwise.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import Database from "libsql";
import { webhookFlows } from "./flows.mjs";
import { send } from "./load.mjs";
import { killAll, newFolder, startDaemon, startUpstream, stop } from "./programs.mjs";
import { heading, median, row } from "./summary.mjs";
import { accept, finished } from "./webhooks.mjs";

const NODE = { file: process.execPath };
const ROUNDS = 3;
const WEBHOOKS = 5_000;

/** Real runs, which are copied until there are enough. */
const PATTERN = 100;

const PAGES = ["", "?status=failed", "?flow=run", "?flow=run&status=succeeded", "?flow=accept"];

const count = Number(process.argv[2] ?? 2_000_000);
const upstream = await startUpstream();
const start = (data) => startDaemon(NODE, webhookFlows(), upstream, { data });
try {
  const filled = newFolder();
  await makePattern(filled);
  fill(join(filled, "journal.db"));
  await compareAccepting(filled);
  await showPages(filled);
  showSizes(join(filled, "journal.db"));
} finally {
  killAll();
}

async function makePattern(data) {
  const daemon = await start(data);
  await send(`${daemon.webhook_url}/run`, PATTERN);
  await finished([daemon], "run", PATTERN);
  await stop(daemon);
}

/** In a process of its own: one of this driver that has closed a database keeps its lock until it collects garbage. */
function fill(file) {
  const args = ["bench/copy-runs.mjs", file, String(count), String(PATTERN)];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) throw new Error("the journal was not filled");
}

async function compareAccepting(filled) {
  const rounds = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const measured = {};
    for (const [name, data] of Object.entries({ other: newFolder(), ours: filled })) {
      const daemon = await start(data);
      measured[name] = await accept(daemon, WEBHOOKS);
      await stop(daemon);
    }
    rounds.push(measured);
  }
  console.log(heading(`${ROUNDS} rounds of ${WEBHOOKS} webhooks`, "filled", "empty"));
  const line = (name, unit, of) =>
    console.log(
      row(
        name,
        unit,
        rounds.map(({ ours, other }) => ({ ours: of(ours), other: of(other) })),
      ),
    );
  line("webhooks accepted", "/s", ({ rate }) => rate);
  line("p99 of their answers", "ms", ({ p99 }) => p99);
  line("CPU of one, its run included", "µs", ({ cpu }) => cpu.all);
  for (const part of ["main", "journal"]) line(`  ${part}`, "µs", ({ cpu }) => cpu[part]);
}

async function showPages(data) {
  const from = performance.now();
  const daemon = await start(data);
  console.log(`\nstart until ready: ${Math.round(performance.now() - from)} ms`);
  for (const query of PAGES) {
    const times = [];
    for (let time = 0; time < 20; time++)
      times.push(await timeOf(`${daemon.admin_url}/api/v1/runs${query}`));
    console.log(
      `GET /api/v1/runs${query}: ${median(times).toFixed(1)} ms, the first time ${times[0].toFixed(1)} ms`,
    );
  }
  await stop(daemon);
}

async function timeOf(url) {
  const from = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${url}: ${response.status}`);
  return performance.now() - from;
}

function showSizes(file) {
  const database = new Database(file);
  const runs = database.prepare("SELECT count(*) AS count FROM runs").get().count;
  const sizes = database
    .prepare("SELECT name, pgsize AS bytes FROM dbstat WHERE aggregate = TRUE ORDER BY bytes DESC")
    .all();
  const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`\n${(all / 1e9).toFixed(2)} GB, bytes of a run with its three steps:`);
  for (const { name, bytes } of sizes)
    if (bytes / runs >= 0.5)
      console.log(`${name.padEnd(34)} ${(bytes / runs).toFixed(0).padStart(6)}`);
  console.log(`${"all".padEnd(34)} ${(all / runs).toFixed(0).padStart(6)}`);
  database.close();
}
