/**
 * Sends webhooks to two flows at once and tells how they were answered: a flood in a closed loop, and a
 * trickle at a steady rate. One argument, a JSON plan: `url`, `upstream` and `connections`; until `seconds`
 * have passed, or `count` of the flood were accepted; `trickle`: webhooks of the second flow a second; `keys`:
 * the flood names one key of so many after the other.
 */
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { bodyOf } from "./flows.mjs";
import { percentile } from "./summary.mjs";

/** What a sender waits after a refusal, in milliseconds: hardly anything, as senders do that don't care. */
const AFTER_REFUSAL_MS = 5;

const plan = JSON.parse(process.argv[2]);
const {
  url,
  upstream,
  connections,
  seconds = Infinity,
  count = Infinity,
  trickle = 0,
  from = 0,
  keys = 1,
} = plan;
const flood = { name: "flood", sent: from, ids: [], times: [], refused: {} };
const steady = { name: "trickle", sent: 0, ids: [], times: [], refused: {} };
const pools = { flood: new Pool(url, { connections }), trickle: new Pool(url, { connections: 8 }) };

const startedAt = Date.now();
const isOver = () => Date.now() - startedAt >= seconds * 1_000 || flood.ids.length >= count;
await Promise.all([drip(), ...Array.from({ length: connections }, keepSending)]);
const endedAt = Date.now();
const { complete } = await (await fetch(`${upstream}/count`)).json();
console.log(
  JSON.stringify({ startedAt, endedAt, complete, flood: told(flood), trickle: told(steady) }),
);
await Promise.all(Object.values(pools).map((pool) => pool.close()));

async function keepSending() {
  while (!isOver()) if (!(await post(flood))) await pause(AFTER_REFUSAL_MS);
}

async function drip() {
  if (trickle === 0) return;
  const answers = [];
  while (!isOver()) {
    const dueAt = startedAt + (steady.sent * 1_000) / trickle;
    await pause(Math.max(0, dueAt - Date.now()));
    answers.push(post(steady));
  }
  await Promise.all(answers);
}

/** @returns whether it was accepted */
async function post(flow) {
  const key = flow.sent % keys;
  const id = `${flow.name}-${flow.sent++}`;
  const from = performance.now();
  const { statusCode, body } = await pools[flow.name].request({
    method: "POST",
    path: `/${flow.name}?key=${key}`,
    headers: { "content-type": "application/json" },
    body: bodyOf(id),
  });
  await body.dump();
  if (statusCode >= 300) {
    flow.refused[statusCode] = (flow.refused[statusCode] ?? 0) + 1;
    return false;
  }
  flow.ids.push(id);
  flow.times.push(performance.now() - from);
  return true;
}

function told({ ids, times, refused, sent }) {
  return { sent, ids, p99: percentile(times, 0.99), refused };
}
