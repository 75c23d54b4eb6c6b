// Start until ready and idle memory, with many flows.
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { cpuOf } from "./cpu.mjs";
import { manyFlows } from "./flows.mjs";
import { startDaemon, startUpstream, stop } from "./programs.mjs";
import { median } from "./summary.mjs";

/** After which the daemon has given back what its start took, in milliseconds. */
const SETTLED_MS = 4_000;

export async function benchStart(node, { rounds }) {
  const upstream = await startUpstream();
  console.log(`\n${rounds} starts each`);
  for (const count of [1, 100, 1_000]) {
    const flows = manyFlows(count);
    const starts = [];
    for (let round = 1; round <= rounds; round++) starts.push(await measure(node, flows, upstream));
    const { readyMs, cpuMs, resident } = mediansOf(starts);
    console.log(
      `${count} flows: ready after ${readyMs} ms and ${cpuMs} ms of CPU, idle ${resident} MiB resident`,
    );
  }
  await stop(upstream);
}

async function measure(node, flows, upstream) {
  const daemon = await startDaemon(node, flows, upstream);
  const cpuMs = cpuOf(daemon).all / 1_000;
  await pause(SETTLED_MS);
  const resident = residentMiB(daemon.pid);
  await stop(daemon);
  return { readyMs: daemon.readyMs, cpuMs, resident };
}

function mediansOf(starts) {
  const names = Object.keys(starts[0]);
  return Object.fromEntries(
    names.map((name) => [name, Math.round(median(starts.map((start) => start[name])))]),
  );
}

/** NaN where there is no /proc. */
export function residentMiB(pid) {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return Number.NaN;
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1];
  return Number(kib) / 1_024;
}
