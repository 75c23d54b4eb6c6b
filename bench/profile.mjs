// Where the time goes, by thread: profiles of Node's own profiler, cut to the time under load.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { webhookFlows } from "./flows.mjs";
import { send } from "./load.mjs";
import { startDaemon, startUpstream, stop } from "./programs.mjs";
import { selfTimes } from "./self-times.mjs";
import { called, countOf, finished } from "./webhooks.mjs";

const SHOWN = { functions: 30, modules: 20 };

/** Time between two looks of the profiler, in microseconds. */
const INTERVAL = 500;

/**
 * Profiles the daemon on files as they were compiled, not on the bundle, so that every function has its
 * module. The profiles stay in build/profiles/, for the tools of a browser.
 */
export async function profile(node, { only, count }) {
  const path = only.length === 1 && only[0] === "accept" ? "accept" : "run";
  const folder = resolve("build/profiles", `${path}-${node.version}-${Date.now()}`);
  mkdirSync(folder, { recursive: true });
  const upstream = await startUpstream();
  const prof = ["--cpu-prof", `--cpu-prof-dir=${folder}`, `--cpu-prof-interval=${INTERVAL}`];
  const program = [...prof, "build/main.js"];
  const daemon = await startDaemon(node, webhookFlows(), upstream, { program });
  const load = async (rounds) => {
    const { calls } = await countOf(upstream);
    await send(`${daemon.webhook_url}/${path}`, count);
    if (path === "run") await called(upstream, calls + 3 * count);
    await finished([daemon], path, rounds * count);
  };
  await load(1);
  const from = micros();
  await load(2);
  const to = micros();
  await stop(daemon);
  await stop(upstream);
  console.log(`\n${count} webhooks to /${path}; profiles: ${folder}`);
  for (const file of readdirSync(folder).toSorted()) show(file, folder, { from, to, count });
}

/** The clock of the profiles. */
function micros() {
  return Number(process.hrtime.bigint() / 1_000n);
}

function show(file, folder, { from, to, count }) {
  // CPU.date.time.pid.thread.seq.cpuprofile
  const thread = Number(file.split(".")[4]);
  const times = selfTimes(JSON.parse(readFileSync(join(folder, file), "utf8")), from, to);
  const busy = times.busy / count;
  console.log(`\n${thread === 0 ? "main thread" : `thread ${thread}, the journal's`}`);
  console.log(`${busy.toFixed(0)} µs a webhook, ${percent(times.busy, to - from)} of the time`);
  for (const [kind, shown] of Object.entries(SHOWN)) {
    console.log(`\n  self time by ${kind.slice(0, -1)}`);
    for (const [name, time] of times[kind].slice(0, shown))
      console.log(
        `  ${percent(time, times.busy).padStart(7)} ${(time / count).toFixed(1).padStart(7)} µs  ${name}`,
      );
  }
}

function percent(part, whole) {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
