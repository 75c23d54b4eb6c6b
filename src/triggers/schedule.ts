/**
 * Schedules. node-cron beats once a minute; at each beat, slots.ts says which slots have come since
 * the last one that is on record. So a restart, a late timer, a clock that jumps and the hours of
 * daylight saving all go one way, and a slot has one run, because the store takes it only once.
 */
import { schedule as beatAt, type ScheduledTask } from "node-cron";
import type { Logger } from "pino";
import type { TriggerEvent } from "../engine/accept/submit.ts";
import { AhaflowError } from "../errors.ts";
import type { Catalog } from "../flows/catalog.ts";
import type { CompiledSchedule, TriggeredFlow } from "../flows/compiled-flow.ts";
import type { Created, RunStore } from "../journal/ports.ts";
import type { Slot } from "../journal/records.ts";
import { nextSlots, slotsBetween } from "./slots.ts";
import { isPayloadError } from "./webhook.ts";

export interface SchedulerOptions {
  readonly catalog: () => Catalog;
  readonly store: RunStore;
  readonly submit: (event: TriggerEvent) => Promise<Created>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told what became of slots that have come. */
  readonly onSlots?: (flow: string, result: "fired" | "missed" | "failed", count: number) => void;
  readonly logger: Logger;
}

/** Slots of one schedule that `catch_up: all` makes up for at most, the newest ones. */
const MOST_CAUGHT_UP = 1_000;

/** After a longer time without a look, what came meanwhile was missed, in milliseconds. */
const LONGEST_GAP_MS = 150_000;

/** How far a schedule has come, in milliseconds since 1970. */
interface Progress {
  /** The last slot that is settled. */
  readonly settled: number;
  /** The slot after it: until then there is nothing to work out. */
  readonly next: number;
  readonly lookedAt: number;
}

/** Starts runs at the slots of the flows' schedules. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  /** By flow and schedule; only those that were live at the last look. */
  #progress = new Map<string, Progress>();
  #beat: ScheduledTask | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  /** Reads what is on record, makes up for the time that the daemon was down, and beats on. */
  async start(): Promise<void> {
    for (const { flow, schedule, at } of await this.#options.store.slots())
      this.#progress.set(key(flow, schedule), {
        settled: at,
        next: at,
        lookedAt: Number.NEGATIVE_INFINITY,
      });
    await this.look();
    this.#beat = beatAt("* * * * *", ({ date }) => this.look(date.getTime()), {
      suppressMissedWarning: true,
    });
  }

  /**
   * Starts what is due; one look at a time. After a time without looks (the daemon was down, the
   * machine slept) `catch_up` decides.
   * @param beat the minute that the beat is for, which may come a moment early
   */
  look(beat = 0): Promise<void> {
    this.#working = this.#working.then(() => this.#lookAtAll(Math.max(this.#options.now(), beat)));
    return this.#working;
  }

  async stop(): Promise<void> {
    await this.#beat?.destroy();
    await this.#working;
  }

  async #lookAtAll(now: number): Promise<void> {
    const progress = new Map<string, Progress>();
    for (const flow of this.#options.catalog().flows.values()) {
      if (flow.flow.enabled === false) continue;
      for (const schedule of flow.schedules) {
        const id = key(flow.name, scheduleName(schedule));
        const before = this.#progressOf(flow, schedule);
        // Kept as it is when it fails: the next look tries again.
        const after = await this.#lookAt(flow, schedule, before, now).catch((err: unknown) => {
          // Of a journal that can't be written the log has one line already.
          if (err instanceof AhaflowError && err.code === "journal_write_failed") return before;
          this.#options.logger.error({ err, flow: flow.name }, "a schedule could not be kept");
          return before;
        });
        if (after !== undefined) progress.set(id, after);
      }
    }
    // What was removed or turned off is forgotten: when it comes back it begins anew.
    this.#progress = progress;
  }

  /** How far a schedule has come, under any of the names that its flow has or had. */
  #progressOf({ name, was }: TriggeredFlow, schedule: CompiledSchedule): Progress | undefined {
    return [name, ...was]
      .flatMap((one) => this.#progress.get(key(one, scheduleName(schedule))) ?? [])
      .toSorted((one, two) => two.settled - one.settled)[0];
  }

  async #lookAt(
    flow: TriggeredFlow,
    schedule: CompiledSchedule,
    before: Progress | undefined,
    now: number,
  ): Promise<Progress> {
    const slotAt = (at: number) => ({ flow: flow.name, schedule: scheduleName(schedule), at });
    if (before === undefined) {
      // A schedule that was never seen begins now: nothing before was promised.
      await this.#options.store.passSlot(slotAt(now));
      return { settled: now, next: nextSlot(schedule, now), lookedAt: now };
    }
    if (now < before.next) return { ...before, lookedAt: now };
    const come = slotsBetween(schedule, before.settled, now, MOST_CAUGHT_UP);
    const last = come.at(-1);
    if (last === undefined) return { ...before, next: nextSlot(schedule, now), lookedAt: now };
    const missed = now - before.lookedAt > LONGEST_GAP_MS;
    const due = missed ? caughtUp(come, schedule.catchUp) : come;
    this.#options.onSlots?.(flow.name, "missed", come.length - due.length);
    for (const at of due) await this.#submit(flow, slotAt(at), now);
    await this.#options.store.passSlot(slotAt(last));
    return { settled: last, next: nextSlot(schedule, last), lookedAt: now };
  }

  async #submit(flow: TriggeredFlow, slot: Slot, now: number): Promise<void> {
    const payload = { scheduled_at: new Date(slot.at).toISOString() };
    try {
      const event = { flow, source: "schedule", payload, receivedAt: now, slot } as const;
      const { duplicate } = await this.#options.submit(event);
      if (!duplicate) this.#options.onSlots?.(flow.name, "fired", 1);
    } catch (err) {
      // It would fail at every look: said, and passed.
      if (!isPayloadError(err)) throw err;
      this.#options.onSlots?.(flow.name, "failed", 1);
      this.#options.logger.error({ err, flow: flow.name, ...payload }, "a slot has no run");
    }
  }
}

function nextSlot(schedule: CompiledSchedule, after: number): number {
  return nextSlots(schedule, after, 1)[0] ?? Number.POSITIVE_INFINITY;
}

function caughtUp(slots: readonly number[], how: CompiledSchedule["catchUp"]): readonly number[] {
  if (how === "all") return slots;
  return how === "latest" ? slots.slice(-1) : [];
}

function scheduleName({ cron, timezone }: CompiledSchedule): string {
  return `${cron} ${timezone}`;
}

function key(flow: string, schedule: string): string {
  return `${flow}\0${schedule}`;
}
