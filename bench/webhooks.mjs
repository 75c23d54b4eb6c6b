// Webhooks whose run does nothing, and runs of three calls: rates, answers, CPU of each.
import { setTimeout as pause } from "node:timers/promises";
import { cpuEach, cpuOf } from "./cpu.mjs";
import { webhookFlows } from "./flows.mjs";
import { CONNECTIONS, send } from "./load.mjs";
import { startBare, startDaemon, startUpstream, stop } from "./programs.mjs";
import { heading, row } from "./summary.mjs";

const NAMES = {
  accept: {
    rate: "webhooks accepted",
    p99: "p99 of their answers",
    cpu: "CPU of one, its run included",
  },
  runs: {
    rate: "three-step runs completed",
    p99: "p99 of the answers meanwhile",
    cpu: "CPU of one completed",
  },
};

export async function benchWebhooks(node, { only, rounds, count }) {
  const kinds = Object.keys(NAMES).filter((kind) => only.includes(kind));
  const upstream = await startUpstream();
  const results = [];
  for (let round = 1; round <= rounds; round++) {
    const bare = await measure(await startBare(node, upstream), upstream, kinds, count);
    const daemon = await startDaemon(node, webhookFlows(), upstream);
    results.push({ ours: await measure(daemon, upstream, kinds, count), other: bare });
  }
  await stop(upstream);
  console.log(heading(`${rounds} rounds, ${CONNECTIONS} connections`, "ahaflow", "bare"));
  for (const kind of kinds) report(kind, results);
}

async function measure(program, upstream, kinds, count) {
  const results = {};
  if (kinds.includes("accept")) results.accept = await accept(program, count);
  if (kinds.includes("runs")) results.runs = await run(program, upstream, count);
  await stop(program);
  return results;
}

/** Webhooks whose run does nothing: rate, p99 of the answers in milliseconds, CPU of each by thread. */
export async function accept(program, count) {
  const url = `${program.webhook_url}/accept`;
  await send(url, count);
  await finished([program], "accept", count);
  const before = cpuOf(program);
  const { seconds, p99 } = await send(url, count);
  await finished([program], "accept", 2 * count);
  return { rate: count / seconds, p99, cpu: cpuEach(before, cpuOf(program), count) };
}

async function run(program, upstream, count) {
  const url = `${program.webhook_url}/run`;
  const { calls } = await countOf(upstream);
  await send(url, count);
  await called(upstream, calls + 3 * count);
  await finished([program], "run", count);
  const before = cpuOf(program);
  const { startedAt, p99 } = await send(url, count);
  const lastCallAt = await called(upstream, calls + 6 * count);
  await finished([program], "run", 2 * count);
  const cpu = cpuEach(before, cpuOf(program), count);
  return { rate: count / ((lastCallAt - startedAt) / 1_000), p99, cpu };
}

/** Waits until daemons say that so many runs have ended; the bare program keeps nothing to ask for. */
export async function finished(programs, flow, count) {
  const admins = programs
    .map(({ admin_url: admin }) => admin)
    .filter((admin) => admin !== undefined);
  if (admins.length === 0) return;
  const series = new RegExp(
    `^ahaflow_runs_finished_total{flow="${flow}",status="succeeded"} (\\d+)`,
    "m",
  );
  for (;;) {
    const metrics = await Promise.all(
      admins.map(async (url) => (await fetch(`${url}/metrics`)).text()),
    );
    const ended = metrics.map((text) => Number(series.exec(text)?.[1] ?? 0));
    if (ended.reduce((total, one) => total + one, 0) >= count) return;
    await pause(50);
  }
}

/** @returns when the last of so many calls came, in milliseconds of the wall clock */
export async function called(upstream, calls) {
  for (;;) {
    const now = await countOf(upstream);
    if (now.calls >= calls) return now.lastCallAt;
    await pause(20);
  }
}

export async function countOf(upstream) {
  return (await fetch(`${upstream.url}/count`)).json();
}

function report(kind, results) {
  const names = NAMES[kind];
  const line = (name, unit, of) =>
    console.log(
      row(
        name,
        unit,
        results.map(({ ours, other }) => ({ ours: of(ours[kind]), other: of(other[kind]) })),
      ),
    );
  line(names.rate, "/s", ({ rate }) => rate);
  line(names.p99, "ms", ({ p99 }) => p99);
  line(names.cpu, "µs", ({ cpu }) => cpu.all);
  const parts = new Set(results.flatMap(({ ours }) => Object.keys(ours[kind].cpu)));
  parts.delete("all");
  for (const part of parts) line(`  ${part}`, "µs", ({ cpu }) => cpu[part] ?? Number.NaN);
}
