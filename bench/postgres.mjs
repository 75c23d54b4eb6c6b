// Runs of three calls with the journal in PostgreSQL: one daemon beside one on SQLite, and two beside one.
import { cpuEach, cpuOf } from "./cpu.mjs";
import { startDatabase } from "./database.mjs";
import { webhookFlows } from "./flows.mjs";
import { CONNECTIONS, send } from "./load.mjs";
import { startDaemon, startUpstream, stop } from "./programs.mjs";
import { heading, row } from "./summary.mjs";
import { called, countOf, finished } from "./webhooks.mjs";

export async function benchPostgres(node, { rounds, count }) {
  const database = await startDatabase();
  const upstream = await startUpstream();
  const measure = async (daemons) => {
    const result = await runs(daemons, upstream, count, () => database.cost());
    await Promise.all(daemons.map(stop));
    return result;
  };
  const start = (env) => startDaemon(node, webhookFlows(), upstream, { env });
  const results = [];
  for (let round = 1; round <= rounds; round++) {
    const sqlite = await measure([await start({})]);
    const one = { AHAFLOW_DATABASE_URL: await database.newDatabase() };
    const first = await measure([await start(one)]);
    const both = { AHAFLOW_DATABASE_URL: await database.newDatabase() };
    results.push({
      sqlite,
      one: first,
      two: await measure([await start(both), await start(both)]),
    });
  }
  await stop(upstream);
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
}

/** Three-step runs, accepted by all of the daemons alike: rate, p99 of the answers, what each run costs. */
async function runs(daemons, upstream, count, costOfDatabase) {
  const read = async () => ({
    daemons: sum(daemons.map((one) => cpuOf(one).all)),
    ...(await costOfDatabase()),
  });
  const pass = async (total) => {
    const { calls } = await countOf(upstream);
    const sent = await Promise.all(
      daemons.map((one) => send(`${one.webhook_url}/run`, count / daemons.length)),
    );
    const lastCallAt = await called(upstream, calls + 3 * count);
    await finished(daemons, "run", total);
    const startedAt = Math.min(...sent.map((one) => one.startedAt));
    return {
      seconds: (lastCallAt - startedAt) / 1_000,
      p99: Math.max(...sent.map(({ p99 }) => p99)),
    };
  };
  await pass(count);
  const before = await read();
  const { seconds, p99 } = await pass(2 * count);
  return { rate: count / seconds, p99, ...cpuEach(before, await read(), count) };
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
