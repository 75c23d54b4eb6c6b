import { setTimeout as delay } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import type { Daemon, ShownRun } from "../support/daemon.ts";
import { PostgresServer } from "../support/postgres.ts";
import type { Project } from "../support/project.ts";
import { openWay, type Way } from "../support/way.ts";
import { broken, repeats } from "./check.ts";
import { notedEnds, noteEnds } from "./ends.ts";
import { FaultyUpstream, type Weather } from "./faulty-upstream.ts";
import { allRuns, CUSTOMERS, ORDER, projectFor } from "./orders.ts";
import { randomOf, SCALE, SEED, SETTLE_MS, tell } from "./scale.ts";

const NODES = [0, 1, 2];
const WEATHERS: readonly Weather[] = ["calm", "faults", "faults", "down"];

/** For how long a node is stopped, or cut off, in milliseconds: for longer than the others wait for it. */
const STOPPED_MS = 5_000;

const server = PostgresServer.forTests();

/** Nodes on one database, what befalls them, and those who go on talking to them. */
class NodesChaos {
  readonly accepted: string[] = [];
  readonly done = { kills: 0, stops: 0, crashes: 0, cuts: 0, silences: 0 };
  readonly #project: Project;
  readonly #upstream: FaultyUpstream;
  readonly #random: () => number;
  /** How each node reaches the database. */
  readonly #ways: readonly Way[];
  readonly #nodes: (Daemon | undefined)[] = [];
  readonly gone: string[] = [];
  over = false;
  refused = 0;

  constructor(upstream: FaultyUpstream, random: () => number, ways: readonly Way[]) {
    this.#upstream = upstream;
    this.#random = random;
    this.#ways = ways;
    this.#project = projectFor(upstream.url);
  }

  async start(node: number): Promise<void> {
    // While the database is being started, a daemon is not.
    this.#nodes[node] = await vi.waitFor(
      () => this.#project.start({ AHAFLOW_DATABASE_URL: this.#ways[node]?.url ?? "" }),
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

  /** Does one harm after the other, each at least once. */
  async harm(seconds: number, everyMs: number): Promise<void> {
    const harms = [
      () => this.#kill(),
      () => this.#stop(),
      () => this.#crash(),
      () => this.#cut(),
      () => this.#silence(),
    ];
    const end = performance.now() + seconds * 1_000;
    for (let n = 0; n < harms.length || performance.now() < end; n++) {
      await delay(everyMs * (0.5 + this.#random()));
      this.#upstream.weather = this.#pick(WEATHERS);
      await harms[n % harms.length]?.();
    }
    this.#upstream.weather = "calm";
  }

  /** @returns every run, once none is left to do */
  async settled(): Promise<ShownRun[]> {
    for (const daemon of this.#nodes) this.#see(daemon);
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

  /** Nothing that befalls a node ends it, but SIGKILL. */
  #see(daemon: Daemon | undefined): void {
    const { exitCode = null } = daemon?.child ?? {};
    if (exitCode !== null) this.gone.push(`a node ended with ${exitCode}: ${daemon?.errors}`);
  }

  async #kill(): Promise<void> {
    const node = this.#pick(NODES);
    const daemon = this.#nodes[node];
    this.#nodes[node] = undefined;
    this.#see(daemon);
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

  /** Between one node and the database, or between all and the database. */
  async #cut(): Promise<void> {
    const isOfAll = this.#random() < 0.5;
    for (const way of isOfAll ? this.#ways : [this.#pick(this.#ways)]) way.cut();
    this.done.cuts++;
  }

  /** Nothing comes through between a node and the database, and neither is told. */
  async #silence(): Promise<void> {
    const way = this.#pick(this.#ways);
    way.isSilent = true;
    await delay(STOPPED_MS);
    way.isSilent = false;
    // Something is missing in between.
    way.cut();
    this.done.silences++;
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
  const database = await server.database();
  const ways = await Promise.all(NODES.map(() => openWay(database)));
  const chaos = new NodesChaos(upstream, random, ways);
  await Promise.all(NODES.map((node) => chaos.start(node)));
  await noteEnds(server, database);
  const senders = [0, 1, 2, 3].map((n) =>
    chaos.send(
      CUSTOMERS.filter((_, index) => index % 4 === n),
      120,
    ),
  );
  await chaos.harm(SCALE.seconds, (SCALE.seconds * 1_000) / SCALE.harms / 2);
  chaos.over = true;
  await Promise.all(senders);
  const { accepted, refused, done, gone } = chaos;
  const runs = await chaos.settled();
  const ends = await notedEnds(server, database);
  const seen = { accepted, runs, calls: upstream.calls, ended: ends.first };
  expect([...broken(seen, ORDER), ...ends.wrong, ...gone]).toEqual([]);
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
