import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { uuidv7 } from "uuidv7";
import { newRun } from "#src/engine/accept/submit.js";
import type { Catalog } from "#src/flows/catalog.js";
import { loadFlows } from "#src/flows/load-flows.js";
import type { Flow, Triggers } from "#src/generated/flow.js";
import { flowSurroundings } from "#src/installation/installation.js";
import type { RunStore } from "#src/journal/ports.js";
import { createMemoryRunStore } from "#src/stores/memory/memory-run-store.js";
import { Scheduler } from "#src/triggers/schedule.js";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** What a flow of these tests says; the rest is made up. */
export type Scheduled = Pick<Flow, "enabled" | "concurrency" | "was"> & {
  readonly schedule: NonNullable<Triggers["schedule"]>;
};

const SURROUNDINGS = flowSurroundings({
  configFile: "ahaflow.yaml",
  connections: new Map(),
  secrets: {},
  vars: {},
  retry: { attempts: 1, delayMs: 1, backoff: "fixed", maxDelayMs: 1, jitter: false },
});

export const HOURLY = "0 * * * *";

/** Three flows with one slot an hour, which differ in what they make up for. */
export const CATCHING_UP: Record<string, Scheduled> = {
  all: { schedule: [{ cron: HOURLY, catch_up: "all" }] },
  latest: { schedule: [{ cron: HOURLY, catch_up: "latest" }] },
  none: { schedule: [{ cron: HOURLY, catch_up: "none" }] },
};

/** Compiles flows as the daemon does. */
export async function catalogOf(flows: Readonly<Record<string, Scheduled>>): Promise<Catalog> {
  const folder = temporaryFolder();
  for (const [name, { schedule, ...more }] of Object.entries(flows)) {
    const steps = [{ uses: "http.request", with: { url: "http://a.example" } }];
    const flow = { name, on: { schedule }, steps, ...more };
    writeFileSync(join(folder, `${name}.yaml`), JSON.stringify(flow));
  }
  const { catalog, problems } = await loadFlows([folder], SURROUNDINGS);
  if (catalog === undefined) throw new Error(JSON.stringify(problems));
  return catalog;
}

/** A scheduler whose time, beats and flows the test sets; `write` may be made to fail. */
export class Bench {
  readonly store: RunStore;
  catalog: Catalog;
  now: number;
  write: () => void = () => undefined;
  readonly log: Record<string, unknown>[] = [];
  /** What the scheduler told of slots: `flow result`, once for each slot. */
  readonly told: string[] = [];
  #scheduler: Scheduler;

  constructor(store: RunStore, catalog: Catalog, now: string) {
    this.store = store;
    this.catalog = catalog;
    this.now = Date.parse(now);
    this.#scheduler = this.#build();
  }

  /** A process that starts at a time; the one before is gone. */
  async startAt(time: string): Promise<void> {
    await this.stop();
    this.#scheduler = this.#build();
    this.now = Date.parse(time);
    // No beat of the real clock may come between.
    await this.#scheduler.resume();
  }

  async lookAt(time: string, beat?: string): Promise<void> {
    this.now = Date.parse(time);
    await this.#scheduler.look(beat === undefined ? undefined : Date.parse(beat));
  }

  /** A look at each full minute after now, until a time. */
  async beatUntil(time: string): Promise<void> {
    for (let at = this.now + 60_000; at <= Date.parse(time); at += 60_000)
      await this.lookAt(new Date(at).toISOString());
  }

  stop(): Promise<void> {
    return this.#scheduler.stop();
  }

  /** The slots that had a run, oldest first: `flow time`, the time without seconds. */
  async runs(): Promise<string[]> {
    const runs = await this.store.list({ limit: 500 });
    return runs.toReversed().map(({ flow, payload }) => {
      if (!("scheduled_at" in payload)) throw new Error("a run without a slot");
      return `${flow} ${payload.scheduled_at.slice(0, 16)}`;
    });
  }

  #build(): Scheduler {
    return new Scheduler({
      catalog: () => this.catalog,
      store: {
        slots: () => this.store.slots(),
        passSlot: async (slot) => {
          this.write();
          return this.store.passSlot(slot);
        },
        endSchedule: async (schedule) => {
          this.write();
          return this.store.endSchedule(schedule);
        },
      },
      submit: async (event) => {
        this.write();
        return this.store.create(newRun(uuidv7(), event, { vars: {}, secrets: {} }));
      },
      now: () => this.now,
      changes: {
        tell: (change) => {
          if (change.of !== "slots") return;
          const { flow, result, count } = change;
          for (let slot = 0; slot < count; slot++) this.told.push(`${flow} ${result}`);
        },
      },
      logger: pino({}, { write: (line: string) => void this.log.push(JSON.parse(line)) }),
    });
  }
}

/** A scheduler that has seen its flows at a time, with a memory store. */
export async function benchSeenAt(
  time: string,
  flows: Readonly<Record<string, Scheduled>>,
): Promise<Bench> {
  const bench = new Bench(createMemoryRunStore(), await catalogOf(flows), time);
  await bench.startAt(time);
  return bench;
}
