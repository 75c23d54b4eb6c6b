import { setTimeout as delay } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import type { Daemon, ShownRun } from "../support/daemon.ts";
import { PostgresServer } from "../support/postgres.ts";
import type { Project } from "../support/project.ts";
import { broken, repeats } from "./check.ts";
import { FaultyUpstream, type Weather } from "./faulty-upstream.ts";
import { allRuns, CUSTOMERS, ORDER, projectFor } from "./orders.ts";
import { randomOf, SCALE, SEED, SETTLE_MS, tell } from "./scale.ts";

const NODES = [0, 1, 2];
const WEATHERS: readonly Weather[] = ["calm", "faults", "faults", "down"];

/** For how long a node is stopped, in milliseconds: for longer than the others wait for it. */
const STOPPED_MS = 5_000;

const server = PostgresServer.forTests();

/** Nodes on one database, what befalls them, and those who go on talking to them. */
class NodesChaos {
  readonly accepted: string[] = [];
  readonly ended = new Map<string, string>();
  readonly done = { kills: 0, stops: 0, crashes: 0, cuts: 0 };
  readonly #project: Project;
  readonly #upstream: FaultyUpstream;
  readonly #random: () => number;
  readonly #database: string;
  readonly #nodes: (Daemon | undefined)[] = [];
  over = false;
  refused = 0;

  constructor(upstream: FaultyUpstream, random: () => number, database: string) {
    this.#upstream = upstream;
    this.#random = random;
    this.#database = database;
    this.#project = projectFor(upstream.url);
  }

  async start(node: number): Promise<void> {
    // While the database is being started, a daemon is not.
    this.#nodes[node] = await vi.waitFor(
      () => this.#project.start({ AHAFLOW_DATABASE_URL: this.#database }),
      { timeout: SETTLE_MS, interval: 200 },
    );
  }

  /** Sends the orders of some customers, one after the other, each to some node, until it is over. */
  async send(customers: readonly string[], everyMs: number): Promise<void> {
    for (let n = 0; !this.over; n++) {
      const customer = customers[n % customers.length];
      try {
        const init = { method: "POST", headers: { "content-type": "application/json" } };
        const answer = await this.#pick(this.#nodes)?.send("/order", {
          ...init,
          body: JSON.stringify({ customer, lines: [0, 1] }),
          // A node that was stopped answers later, if at all: nothing was promised.
          signal: AbortSignal.timeout(1_000),
        });
        if (answer?.status === 202) this.accepted.push(answer.body.run_id);
        else this.refused++;
      } catch {
        this.refused++;
      }
      await delay(everyMs);
    }
  }

  /** Does one harm after the other. */
  async harm(times: number, everyMs: number): Promise<void> {
    const harms = [() => this.#kill(), () => this.#stop(), () => this.#crash(), () => this.#cut()];
    for (let n = 0; n < times; n++) {
      await delay(everyMs * (0.5 + this.#random()));
      this.#upstream.weather = this.#pick(WEATHERS);
      await harms[n % harms.length]?.();
    }
    this.#upstream.weather = "calm";
  }

  /** Notes which runs have ended, while everything goes on. */
  async watch(): Promise<void> {
    while (!this.over) {
      try {
        for (const { id, status, finished_at } of (await this.#nodes[0]?.runs()) ?? [])
          if (finished_at !== null && !this.ended.has(id)) this.ended.set(id, status);
      } catch {
        // It was killed, or the database was away.
      }
      await delay(500);
    }
  }

  /** @returns every run, once none is left to do */
  async settled(): Promise<ShownRun[]> {
    return vi.waitFor(
      async () => {
        const runs = await allRuns(this.#nodes[0] as Daemon);
        const open = runs.filter(({ finished_at }) => finished_at === null).length;
        if (open > 0) throw new Error(`${open} of ${runs.length} runs are not finished`);
        return runs;
      },
      { timeout: SETTLE_MS, interval: 500 },
    );
  }

  async #kill(): Promise<void> {
    const node = this.#pick(NODES);
    const daemon = this.#nodes[node];
    this.#nodes[node] = undefined;
    await daemon?.crash();
    await this.start(node);
    this.done.kills++;
  }

  async #stop(): Promise<void> {
    const { child } = this.#pick(this.#nodes) ?? {};
    child?.kill("SIGSTOP");
    await delay(STOPPED_MS);
    child?.kill("SIGCONT");
    this.done.stops++;
  }

  async #crash(): Promise<void> {
    await server.crash();
    await server.start();
    this.done.crashes++;
  }

  async #cut(): Promise<void> {
    await server.cut(this.#database);
    this.done.cuts++;
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
}

it(`several nodes lose nothing and do nothing twice, with seed ${SEED}`, {
  timeout: SCALE.seconds * 1_000 + 2 * SETTLE_MS + 60_000,
}, async () => {
  const random = randomOf(SEED);
  const upstream = await new FaultyUpstream(random).start();
  const chaos = new NodesChaos(upstream, random, await server.database());
  await Promise.all(NODES.map((node) => chaos.start(node)));
  const senders = [0, 1, 2, 3].map((n) =>
    chaos.send(
      CUSTOMERS.filter((_, index) => index % 4 === n),
      120,
    ),
  );
  const watching = chaos.watch();
  await chaos.harm(SCALE.harms, (SCALE.seconds * 1_000) / SCALE.harms / 2);
  chaos.over = true;
  await Promise.all([watching, ...senders]);
  const { accepted, ended, refused, done } = chaos;
  const runs = await chaos.settled();
  const wrong = broken({ accepted, runs, calls: upstream.calls, ended }, ORDER);
  expect(wrong).toEqual([]);
  expect(accepted.length).toBeGreaterThan(SCALE.seconds);
  tell("several nodes", {
    seed: SEED,
    ...done,
    accepted: accepted.length,
    "not accepted": refused,
    runs: runs.length,
    calls: upstream.calls.length,
    "done twice (out at a crash, or the answer lost)": repeats(upstream.calls),
  });
});
