// Runs of three calls with the journal in PostgreSQL: one daemon beside one on SQLite, two beside one (with a platform that
// answers at once, and with one that takes its time), and runs with concurrency keys beside runs without.
import { cpuEach, cpuOf } from "./cpu.mjs";
import { startDatabase } from "./database.mjs";
import { keyedFlow, webhookFlows } from "./flows.mjs";
import { CONNECTIONS, flood, send } from "./load.mjs";
import { startDaemon, startUpstream, stop } from "./programs.mjs";
import { heading, row } from "./summary.mjs";
import { called, countOf, finished } from "./webhooks.mjs";

/** Accepted before what is measured of keys begins. */
const WARM_UP = 500;

/** How long a call takes at a platform that is far away, in milliseconds. */
const FAR_MS = 100;

export async function benchPostgres(node, { rounds, count }) {
  const database = await startDatabase();
  const upstream = await startUpstream();
  const far = await startUpstream({ delayMs: FAR_MS });
  /** Daemons beside each other, each with this in its environment. */
  const measure = async (env, { daemons: many = 1, platform = upstream } = {}) => {
    const one = () => startDaemon(node, webhookFlows(), platform, { env });
    const daemons = await Promise.all(Array.from({ length: many }, one));
    const result = await runs(daemons, platform, count, () => database.cost());
    await Promise.all(daemons.map(stop));
    return result;
  };
  const shared = async () => ({ AHAFLOW_DATABASE_URL: await database.newDatabase() });
  const results = [];
  for (let round = 1; round <= rounds; round++)
    results.push({
      sqlite: await measure({}),
      one: await measure(await shared()),
      two: await measure(await shared(), { daemons: 2 }),
      farOne: await measure(await shared(), { platform: far }),
      farTwo: await measure(await shared(), { daemons: 2, platform: far }),
    });
  const keys = await benchKeys(node, database, upstream, { rounds, count });
  await Promise.all([upstream, far].map(stop));
  await database.stop();
  const title = `${rounds} rounds, ${CONNECTIONS} connections to each`;
  // What the server does meanwhile has nothing to do with SQLite.
  const apart = { database: Number.NaN, wal: Number.NaN };
  report(
    heading(`${title}: one daemon`, "Postgres", "SQLite"),
    results.map(({ one, sqlite }) => ({ ours: one, other: { ...sqlite, ...apart } })),
  );
  report(
    heading(`${title}: on PostgreSQL`, "two", "one"),
    results.map(({ two, one }) => ({ ours: two, other: one })),
  );
  report(
    heading(`${title}: each call takes ${FAR_MS} ms`, "two", "one"),
    results.map(({ farTwo, farOne }) => ({ ours: farTwo, other: farOne })),
  );
  for (const [name, of] of [
    ["ten", 10],
    ["one", 1],
  ])
    report(
      heading(`${rounds} rounds, ${count} queued: keys`, name, "none"),
      keys.map((round) => ({ ours: round[of], other: round[0] })),
    );
}

/** @returns of each round, what runs without a key cost, with ten keys, and with one, sent as fast as they are taken */
export async function benchKeys(node, database, upstream, { rounds, count }) {
  const results = [];
  for (let round = 1; round <= rounds; round++) {
    const ofRound = {};
    for (const keys of [0, 10, 1]) {
      const daemon = await startDaemon(node, keyedFlow(keys > 0), upstream, {
        settings: `limits: { backlog: ${2 * (count + WARM_UP)} }`,
        env: { AHAFLOW_DATABASE_URL: await database.newDatabase() },
      });
      const plan = { url: daemon.webhook_url, upstream: upstream.url, connections: CONNECTIONS };
      const sending = async (many, from) => {
        const sent = await flood({ ...plan, count: many, from, keys: keys || 1 });
        return { startedAt: sent.startedAt, p99: sent.flood.p99, sent: sent.flood.ids.length };
      };
      const amount = { flow: "flood", warmUp: WARM_UP, count };
      ofRound[keys] = await measured([daemon], upstream, amount, () => database.cost(), sending);
      await stop(daemon);
    }
    results.push(ofRound);
  }
  return results;
}

/** Three-step runs, accepted by all of the daemons alike. */
function runs(daemons, upstream, count, costOfDatabase) {
  const sending = async (many) => {
    const each = many / daemons.length;
    const sent = await Promise.all(daemons.map((one) => send(`${one.webhook_url}/run`, each)));
    return {
      startedAt: Math.min(...sent.map(({ startedAt }) => startedAt)),
      p99: Math.max(...sent.map(({ p99 }) => p99)),
      sent: many,
    };
  };
  const amount = { flow: "run", warmUp: count, count };
  return measured(daemons, upstream, amount, costOfDatabase, sending);
}

/**
 * @param sending sends so many, from a number on, and tells when it began, the p99 of the answers, how many it sent
 * @returns rate, p99 of the answers, what each run costs
 */
async function measured(daemons, upstream, { flow, warmUp, count }, costOfDatabase, sending) {
  let total = 0;
  const read = async () => ({
    daemons: sum(daemons.map((one) => cpuOf(one).all)),
    ...(await costOfDatabase()),
  });
  const pass = async (many) => {
    const { calls } = await countOf(upstream);
    const { startedAt, p99, sent } = await sending(many, total);
    total += sent;
    const lastCallAt = await called(upstream, calls + 3 * sent);
    await finished(daemons, flow, total);
    return { rate: sent / ((lastCallAt - startedAt) / 1_000), p99, sent };
  };
  await pass(warmUp);
  const before = await read();
  const { sent, ...rest } = await pass(count);
  return { ...rest, ...cpuEach(before, await read(), sent) };
}

function sum(numbers) {
  return numbers.reduce((total, one) => total + one, 0);
}

const ROWS = [
  ["three-step runs completed", "/s", "rate"],
  ["p99 of the answers meanwhile", "ms", "p99"],
  ["CPU of one completed: all daemons", "µs", "daemons"],
  ["  PostgreSQL", "µs", "database"],
  ["log that PostgreSQL writes for one", "B", "wal"],
];

function report(title, results) {
  console.log(title);
  for (const [name, unit, of] of ROWS)
    console.log(
      row(
        name,
        unit,
        results.map(({ ours, other }) => ({ ours: ours[of], other: other[of] })),
      ),
    );
}
