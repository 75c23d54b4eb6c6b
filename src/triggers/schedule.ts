/**
 * Schedules. There is a beat once a minute (every-minute.ts); at each, slots.ts says which slots have come since
 * the last one that is on record. So a restart, a late timer, a clock that jumps and the hours of
 * daylight saving all go one way, and a slot has one run, because the store takes it only once.
 */
import type { Logger } from "pino";
import type { TriggerEvent } from "../engine/accept/submit.ts";
import { AhaflowError } from "../errors.ts";
import type { Catalog } from "../flows/catalog.ts";
import type { CompiledSchedule, TriggeredFlow } from "../flows/compiled-flow.ts";
import type { SlotsChange, Teller } from "../journal/changes.ts";
import type { Created, RunStore } from "../journal/ports.ts";
import type { ScheduleName, Slot } from "../journal/records.ts";
import { everyMinute } from "./every-minute.ts";
import { nextSlots, slotsBetween } from "./slots.ts";
import { isPayloadError } from "./webhook.ts";

export interface SchedulerOptions {
  readonly catalog: () => Catalog;
  readonly store: Pick<RunStore, "slots" | "passSlot" | "endSchedule">;
  readonly submit: (event: TriggerEvent) => Promise<Created>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Hears what became of slots that have come. */
  readonly changes: Teller;
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
  /** Until then nobody looked: for slots of that time `catch_up` decides. */
  readonly missedUntil: number;
  /** That it is ahead of the clock was said. */
  readonly isAhead?: boolean;
}

/** Starts runs at the slots of the flows' schedules. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  /** By flow and schedule; only those that were live at the last look. */
  #progress = new Map<string, Progress>();
  /** Those that go on as far as the journal knows. */
  readonly #onRecord = new Map<string, ScheduleName>();
  #endBeat: (() => Promise<void>) | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  /** Makes up for the time that the daemon was down, and beats on. */
  async start(): Promise<void> {
    await this.resume();
    this.#endBeat = everyMinute((minute) => void this.look(minute));
  }

  /** Reads what is on record, and looks for the first time. */
  async resume(): Promise<void> {
    const never = Number.NEGATIVE_INFINITY;
    for (const { flow, schedule, at } of await this.#options.store.slots()) {
      const id = key(flow, schedule);
      this.#progress.set(id, { settled: at, next: at, lookedAt: never, missedUntil: never });
      this.#onRecord.set(id, { flow, schedule });
    }
    await this.look();
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
    await this.#endBeat?.();
    await this.#working;
  }

  async #lookAtAll(now: number): Promise<void> {
    const progress = new Map<string, Progress>();
    const live = new Set<string>();
    for (const flow of this.#options.catalog().flows.values()) {
      if (flow.flow.enabled === false) continue;
      for (const schedule of flow.schedules) {
        const name = scheduleName(schedule);
        const id = key(flow.name, name);
        for (const one of [flow.name, ...flow.was]) live.add(key(one, name));
        this.#onRecord.set(id, { flow: flow.name, schedule: name });
        const before = this.#progressOf(flow, schedule);
        progress.set(id, await this.#lookAt(flow, schedule, before, now));
      }
    }
    // What was removed or turned off is forgotten: when it comes back it begins anew.
    this.#progress = progress;
    for (const [id, schedule] of this.#onRecord)
      if (!live.has(id))
        await this.#keep(schedule.flow, async () => {
          await this.#options.store.endSchedule(schedule);
          this.#onRecord.delete(id);
        });
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
    if (before === undefined) return this.#begin(flow, schedule, now);
    const { settled } = before;
    const wasAway = now - before.lookedAt > LONGEST_GAP_MS;
    const missedUntil = wasAway ? now : before.missedUntil;
    const looked = { ...before, lookedAt: now, missedUntil };
    const isAhead = settled - now > LONGEST_GAP_MS;
    if (isAhead && before.isAhead !== true) this.#warnAhead(flow, schedule, settled);
    if (now < before.next) return { ...looked, isAhead };
    const come = slotsBetween(schedule, settled, now, MOST_CAUGHT_UP);
    const last = come.at(-1);
    if (last === undefined) return { ...looked, next: nextSlot(schedule, now) };
    const due = [
      ...caughtUp(
        come.filter((at) => at <= missedUntil),
        schedule.catchUp,
      ),
      ...come.filter((at) => at > missedUntil),
    ];
    const isKept = await this.#keep(flow.name, async () => {
      for (const at of due) await this.#submit(flow, slotOf(flow, schedule, at), now);
      await this.#options.store.passSlot(slotOf(flow, schedule, last));
    });
    // The next look tries again.
    if (!isKept) return looked;
    this.#tell(flow, "missed", come.length - due.length);
    return { ...looked, settled: last, next: nextSlot(schedule, last) };
  }

  /** A schedule that was never seen begins now: nothing before was promised. */
  async #begin(flow: TriggeredFlow, schedule: CompiledSchedule, now: number): Promise<Progress> {
    await this.#keep(flow.name, () => this.#options.store.passSlot(slotOf(flow, schedule, now)));
    const next = nextSlot(schedule, now);
    return { settled: now, next, lookedAt: now, missedUntil: now };
  }

  /** The clock was ahead when its last slots were settled, and was set right since. */
  #warnAhead({ name: flow }: TriggeredFlow, { cron }: CompiledSchedule, settled: number): void {
    const until = new Date(settled).toISOString();
    this.#options.logger.warn(
      { flow, cron, until },
      `the clock was ahead: the slots until ${until} are settled, and a slot has one run; to begin now, write the cron expression in another way, with a blank more for example`,
    );
  }

  /** @returns whether the journal took what it was told */
  async #keep(flow: string, write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
      return true;
    } catch (err) {
      // Of a journal that can't be written the log has one line already.
      if (!(err instanceof AhaflowError && err.code === "journal_write_failed"))
        this.#options.logger.error({ err, flow }, "a schedule could not be kept");
      return false;
    }
  }

  async #submit(flow: TriggeredFlow, slot: Slot, now: number): Promise<void> {
    const payload = { scheduled_at: new Date(slot.at).toISOString() };
    try {
      const event = { flow, source: "schedule", payload, receivedAt: now, slot } as const;
      const { duplicate } = await this.#options.submit(event);
      if (!duplicate) this.#tell(flow, "fired");
    } catch (err) {
      // It would fail at every look: said, and passed.
      if (!isPayloadError(err)) throw err;
      this.#tell(flow, "failed");
      this.#options.logger.error({ err, flow: flow.name, ...payload }, "a slot has no run");
    }
  }

  #tell({ name: flow }: TriggeredFlow, result: SlotsChange["result"], count = 1): void {
    if (count > 0) this.#options.changes.tell({ of: "slots", flow, result, count });
  }
}

function nextSlot(schedule: CompiledSchedule, after: number): number {
  return nextSlots(schedule, after, 1)[0] ?? Number.POSITIVE_INFINITY;
}

function caughtUp(slots: readonly number[], how: CompiledSchedule["catchUp"]): readonly number[] {
  if (how === "all") return slots;
  return how === "latest" ? slots.slice(-1) : [];
}

function slotOf({ name }: TriggeredFlow, schedule: CompiledSchedule, at: number): Slot {
  return { flow: name, schedule: scheduleName(schedule), at };
}

function scheduleName({ cron, timezone }: CompiledSchedule): string {
  return `${cron} ${timezone}`;
}

function key(flow: string, schedule: string): string {
  return `${flow}\0${schedule}`;
}
