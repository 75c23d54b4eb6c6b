// More webhooks than can be worked on: what is completed meanwhile, and what becomes of the rest.
import { setTimeout as pause } from "node:timers/promises";
import { overloadFlows } from "./flows.mjs";
import { CONNECTIONS, flood } from "./load.mjs";
import { canRunNodeRed, startNodeRed } from "./node-red.mjs";
import { startDaemon, startUpstream, stop } from "./programs.mjs";
import { residentMiB } from "./start.mjs";
import { heading, row } from "./summary.mjs";
import { countOf } from "./webhooks.mjs";

const SECONDS = 15;
const CALL_MS = 5;
const TRICKLE = 5;
const WARM_UP = 2_000;

/** After which a program that makes no call any more has lost what is missing, in milliseconds. */
const QUIET_MS = 10_000;

/** Fewer than the daemon's backlog takes, so that none is refused. */
const ALONE = 6_000;

const ROWS = [
  ["completed while it lasts", "/s", ({ completed }) => completed],
  ["accepted", "/s", ({ accepted }) => accepted],
  ["refused", "/s", ({ refused }) => refused],
  ["p99 of accepted answers", "ms", ({ p99 }) => p99],
  ["accepted, but not completed after all", "", ({ lost }) => lost],
  ["completed with a call made twice", "", ({ repeated }) => repeated],
  ["drained after", "s", ({ drained }) => drained],
  ["resident at the end", "MiB", ({ resident }) => resident],
  [`second flow at ${TRICKLE}/s: accepted`, "%", ({ steady }) => steady.accepted],
  ["second flow: p99 of its answers", "ms", ({ steady }) => steady.p99],
];

export async function benchOverload(node, { rounds, nodeRed }) {
  const peer = nodeRed !== undefined && canRunNodeRed(node) ? nodeRed : undefined;
  const results = [];
  for (let round = 1; round <= rounds; round++) {
    const start = (upstream) => startDaemon(node, overloadFlows(), upstream);
    const alone = await burst(start);
    const ours = { ...(await overload(start)), alone };
    const other =
      peer === undefined
        ? undefined
        : await overload((upstream) => startNodeRed(node, peer, upstream));
    results.push({ ours, other });
  }
  console.log(
    heading(
      `${rounds} rounds, ${CONNECTIONS} connections for ${SECONDS} s, ${CALL_MS} ms a call`,
      "ahaflow",
      peer === undefined ? "-" : "Node-RED",
    ),
  );
  const line = (name, unit, of, second) =>
    console.log(
      row(
        name,
        unit,
        results.map(({ ours, other }) => ({ ours: of(ours), other: second(ours, other) })),
      ),
    );
  for (const [name, unit, of] of ROWS)
    line(name, unit, of, (_, other) => (other === undefined ? Number.NaN : of(other)));
  console.log(heading("", "overload", "without"));
  line(
    "completed: beside the rate without overload",
    "/s",
    ({ completed }) => completed,
    ({ alone }) => alone,
  );
}

/** @returns completed runs a second of a burst that fits into the backlog */
async function burst(start) {
  const { upstream, program } = await warm(start);
  const before = await countOf(upstream);
  const { startedAt } = await flood(planOf(program, upstream, { count: ALONE, from: WARM_UP * 2 }));
  const { complete, lastCallAt } = await drain(upstream, before.complete + ALONE);
  await stop(program);
  await stop(upstream);
  return (complete - before.complete) / ((lastCallAt - startedAt) / 1_000);
}

async function overload(start) {
  const { upstream, program } = await warm(start);
  const before = await countOf(upstream);
  const sent = await flood(
    planOf(program, upstream, { seconds: SECONDS, trickle: TRICKLE, from: WARM_UP * 2 }),
  );
  const seconds = (sent.endedAt - sent.startedAt) / 1_000;
  const ids = [...sent.flood.ids, ...sent.trickle.ids];
  const after = await drain(upstream, before.complete + ids.length);
  const check = await fetch(`${upstream.url}/lost`, { method: "POST", body: JSON.stringify(ids) });
  const resident = residentMiB(program.pid);
  await stop(program);
  await stop(upstream);
  return {
    completed: (sent.complete - before.complete) / seconds,
    accepted: sent.flood.ids.length / seconds,
    refused: Object.values(sent.flood.refused).reduce((sum, count) => sum + count, 0) / seconds,
    p99: sent.flood.p99,
    ...(await check.json()),
    drained: Math.max(0, after.lastCallAt - sent.endedAt) / 1_000,
    resident,
    steady: {
      accepted: (100 * sent.trickle.ids.length) / sent.trickle.sent,
      p99: sent.trickle.p99,
    },
  };
}

async function warm(start) {
  const upstream = await startUpstream({ delayMs: CALL_MS });
  const program = await start(upstream);
  const { flood: sent } = await flood(planOf(program, upstream, { count: WARM_UP }));
  await drain(upstream, sent.ids.length);
  return { upstream, program };
}

function planOf(program, upstream, more) {
  return { url: program.webhook_url, upstream: upstream.url, connections: CONNECTIONS, ...more };
}

/** Waits until so many orders are complete, or nothing comes any more. */
async function drain(upstream, complete) {
  for (;;) {
    const now = await countOf(upstream);
    if (now.complete >= complete || Date.now() - now.lastCallAt > QUIET_MS) return now;
    await pause(50);
  }
}
