import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import type { Daemon, ShownRun } from "../support/daemon.ts";
import type { Project } from "../support/project.ts";
import { letWrite, NO_LIMITS } from "../support/small-disk.ts";
import { broken, repeats } from "./check.ts";
import { FaultyUpstream, type Weather } from "./faulty-upstream.ts";
import { allRuns, CUSTOMERS, ORDER, projectFor } from "./orders.ts";
import { randomOf, SCALE, SEED, SETTLE_MS, tell } from "./scale.ts";

const WEATHERS: readonly Weather[] = ["calm", "faults", "faults", "down"];
/** How far the clock jumps, in milliseconds. */
const JUMPS = [0, 0, 3_600_000, -3_600_000, 90_000, -5_000];

/** A daemon that is killed and started again, and those who go on talking to it. */
class Chaos {
  readonly accepted: string[] = [];
  readonly ended = new Map<string, string>();
  readonly #project: Project;
  readonly #upstream: FaultyUpstream;
  readonly #random: () => number;
  #daemon: Daemon | undefined;
  over = false;
  refused = 0;
  diskFaults = 0;

  constructor(upstream: FaultyUpstream, random: () => number) {
    this.#upstream = upstream;
    this.#random = random;
    this.#project = projectFor(upstream.url);
  }

  async start(): Promise<void> {
    const clock = join(this.#project.folder, "clock");
    writeFileSync(clock, String(this.#pick(JUMPS)));
    this.#daemon = await this.#project.start({
      AHAFLOW_CHAOS_CLOCK: clock,
      NODE_OPTIONS: `--import=${join(import.meta.dirname, "jumping-clock.mjs")}`,
    });
  }

  async kill(): Promise<void> {
    const daemon = this.#daemon;
    this.#daemon = undefined;
    await daemon?.crash();
  }

  /** Sends the orders of some customers, one after the other, until it is over. */
  async send(customers: readonly string[], everyMs: number): Promise<void> {
    for (let n = 0; !this.over; n++) {
      const customer = customers[n % customers.length];
      try {
        const answer = await this.#daemon?.post("/order", { customer, lines: [0, 1] });
        if (answer?.status === 202) this.accepted.push(answer.body.run_id);
        else this.refused++;
      } catch {
        // It was killed: nothing was promised.
        this.refused++;
      }
      await delay(everyMs);
    }
  }

  /** Changes the weather and the clock now and then. */
  async disturb(): Promise<void> {
    while (!this.over) {
      this.#upstream.weather = this.#pick(WEATHERS);
      writeFileSync(join(this.#project.folder, "clock"), String(this.#pick(JUMPS)));
      await delay(200 + this.#random() * 2_000);
    }
    this.#upstream.weather = "calm";
    // A wait that began while the clock was ahead ends by that clock.
    writeFileSync(join(this.#project.folder, "clock"), String(Math.max(...JUMPS)));
  }

  /** Lets the disk take nothing for a moment, about once in a life of the daemon. */
  async fillDisk(lifeMs: number): Promise<void> {
    if (NO_LIMITS !== undefined) return;
    while (!this.over) {
      await delay(lifeMs * (0.4 + this.#random() * 0.8));
      const pid = this.#daemon?.child.pid;
      if (pid === undefined) continue;
      try {
        letWrite(pid, false);
        this.diskFaults++;
        await delay(200 + this.#random() * 1_500);
        letWrite(pid, true);
      } catch {
        // It was killed.
      }
    }
  }

  /** Notes which runs have ended, while everything goes on. */
  async watch(): Promise<void> {
    while (!this.over) {
      try {
        for (const { id, status, finished_at } of (await this.#daemon?.runs()) ?? [])
          if (finished_at !== null && !this.ended.has(id)) this.ended.set(id, status);
      } catch {
        // It was killed.
      }
      await delay(250);
    }
  }

  /** @returns every run, once none is left to do */
  async settled(): Promise<ShownRun[]> {
    return vi.waitFor(
      async () => {
        const runs = await allRuns(this.#daemon as Daemon);
        const open = runs.filter(({ finished_at }) => finished_at === null).length;
        if (open > 0) throw new Error(`${open} of ${runs.length} runs are not finished`);
        return runs;
      },
      { timeout: SETTLE_MS, interval: 500 },
    );
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
}

it(`loses nothing and does nothing twice, with seed ${SEED}`, {
  timeout: SCALE.seconds * 1_000 + SETTLE_MS + 60_000,
}, async () => {
  const random = randomOf(SEED);
  const upstream = await new FaultyUpstream(random).start();
  const chaos = new Chaos(upstream, random);
  await chaos.start();
  const senders = [0, 1, 2, 3].map((n) =>
    chaos.send(
      CUSTOMERS.filter((_, index) => index % 4 === n),
      60,
    ),
  );
  const lifeMs = (SCALE.seconds * 1_000) / SCALE.kills;
  const others = [chaos.disturb(), chaos.fillDisk(lifeMs), chaos.watch(), ...senders];
  for (let kill = 0; kill < SCALE.kills; kill++) {
    await delay(lifeMs * (0.7 + random() * 0.6));
    await chaos.kill();
    await chaos.start();
  }
  chaos.over = true;
  await Promise.all(others);
  const { accepted, ended, refused, diskFaults } = chaos;
  const runs = await chaos.settled();
  expect(broken({ accepted, runs, calls: upstream.calls, ended }, ORDER)).toEqual([]);
  expect(accepted.length).toBeGreaterThan(SCALE.seconds);
  tell("chaos", {
    seed: SEED,
    kills: SCALE.kills,
    "disk faults": diskFaults,
    accepted: accepted.length,
    "not accepted": refused,
    runs: runs.length,
    calls: upstream.calls.length,
    "done twice (out at a crash, or the answer lost)": repeats(upstream.calls),
  });
});
