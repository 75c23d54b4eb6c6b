/**
 * Schedules. node-cron beats once a minute; at each beat, croner says which slots have come since
 * the last one that is on record. So a restart, a late timer, a clock that jumps and the hours of
 * daylight saving all go one way, and a slot has one run, because the store takes it only once.
 */
import { Cron } from "croner";
import nodeCron, { type ScheduledTask } from "node-cron";
import type { Logger } from "pino";
import type { Created, RunStore } from "../engine/ports.ts";
import type { TriggerEvent } from "../engine/submit.ts";
import type { Catalog } from "../flows/catalog.ts";
import type { CompiledSchedule, TriggeredFlow } from "../flows/compiled-flow.ts";

export interface SchedulerOptions {
  readonly catalog: () => Catalog;
  readonly store: RunStore;
  readonly submit: (event: TriggerEvent) => Promise<Created>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** Slots of one schedule that `catch_up: all` makes up for at most, the newest ones. */
const MOST_CAUGHT_UP = 1_000;

/** Starts runs at the slots of the flows' schedules. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  /** The last slot that is settled, by flow and schedule. */
  readonly #settled = new Map<string, number>();
  #beat: ScheduledTask | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  /** Reads what is on record, makes up for the time that the daemon was down, and beats on. */
  async start(): Promise<void> {
    for (const { flow, schedule, at } of await this.#options.store.slots())
      this.#settled.set(key(flow, schedule), at);
    await this.look({ wasDown: true });
    this.#beat = nodeCron.schedule("* * * * *", ({ date }) => this.look({ beat: date.getTime() }), {
      suppressMissedWarning: true,
    });
  }

  /**
   * Starts what is due; one look at a time.
   * @param options `wasDown`: the slots since the last look were missed, so `catch_up` decides;
   *   `beat`: the minute that the beat is for, which may come a moment early
   */
  look(options: { readonly wasDown?: boolean; readonly beat?: number } = {}): Promise<void> {
    const { wasDown = false, beat = 0 } = options;
    const looking = this.#working.then(() =>
      this.#lookAtAll(wasDown, Math.max(this.#options.now(), beat)),
    );
    this.#working = looking.catch((err: unknown) => {
      this.#options.logger.error({ err }, "the schedules could not be looked at");
    });
    return this.#working;
  }

  async stop(): Promise<void> {
    await this.#beat?.destroy();
    await this.#working;
  }

  async #lookAtAll(wasDown: boolean, now: number): Promise<void> {
    for (const flow of this.#options.catalog().flows.values())
      if (flow.flow.enabled !== false)
        for (const schedule of flow.schedules) await this.#lookAt(flow, schedule, { wasDown, now });
  }

  async #lookAt(
    flow: TriggeredFlow,
    schedule: CompiledSchedule,
    { wasDown, now }: { readonly wasDown: boolean; readonly now: number },
  ): Promise<void> {
    const name = scheduleName(schedule);
    const settled = this.#settled.get(key(flow.name, name));
    if (settled === undefined) {
      // A schedule that was never seen begins now: nothing before was promised.
      await this.#options.store.passSlot({ flow: flow.name, schedule: name, at: now });
      this.#settled.set(key(flow.name, name), now);
      return;
    }
    const come = slotsBetween(schedule, settled, now);
    const wanted = wasDown ? caughtUp(come, schedule.catchUp) : come;
    for (const at of wanted) {
      await this.#options.submit({
        flow,
        source: "schedule",
        payload: { scheduled_at: new Date(at).toISOString() },
        receivedAt: now,
        slot: { flow: flow.name, schedule: name, at },
      });
      this.#settled.set(key(flow.name, name), at);
    }
    const last = come.at(-1);
    if (last === undefined || last === wanted.at(-1)) return;
    await this.#options.store.passSlot({ flow: flow.name, schedule: name, at: last });
    this.#settled.set(key(flow.name, name), last);
  }
}

/** The next times of a schedule, in milliseconds since 1970, after the given one. */
export function nextSlots(schedule: CompiledSchedule, after: number, count: number): number[] {
  return cronOf(schedule)
    .nextRuns(count, new Date(after))
    .map((date) => date.getTime());
}

/** The slots after `from` until `to`, at most the newest {@link MOST_CAUGHT_UP}. */
function slotsBetween(schedule: CompiledSchedule, from: number, to: number): number[] {
  return cronOf(schedule)
    .previousRuns(MOST_CAUGHT_UP, new Date(to + 1_000))
    .map((date) => date.getTime())
    .filter((at) => at > from && at <= to)
    .toSorted((one, two) => one - two);
}

function caughtUp(slots: readonly number[], how: CompiledSchedule["catchUp"]): readonly number[] {
  if (how === "all") return slots;
  return how === "latest" ? slots.slice(-1) : [];
}

function cronOf({ cron, timezone }: CompiledSchedule): Cron {
  return new Cron(cron, { timezone, paused: true });
}

function scheduleName({ cron, timezone }: CompiledSchedule): string {
  return `${cron} ${timezone}`;
}

function key(flow: string, schedule: string): string {
  return `${flow}\0${schedule}`;
}
