import type { Clock } from "../../clock.ts";

import { DueTimes } from "./due-times.ts";
import type { Entry } from "./entry.ts";

/** Runs that are woken in one turn of the event loop, at most. */
const AT_ONCE = 1_000;

/** Tells whose time has come: one timer for all that rest. */
export class Timetable {
  readonly #clock: Clock;
  readonly #onDue: (due: readonly Entry[]) => void;
  readonly #times = new DueTimes<Entry>();
  #timer: AbortController | undefined;
  #armedFor: number | undefined;
  #stopped = false;

  constructor(clock: Clock, onDue: (due: readonly Entry[]) => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Whether something will be due. */
  get isArmed(): boolean {
    return this.#times.size > 0;
  }

  /** @param due milliseconds since 1970 */
  add(entry: Entry, due: number): void {
    this.#times.add(entry, due);
    this.#arm();
  }

  remove(entry: Entry): void {
    if (entry.due === undefined) return;
    this.#times.remove(entry);
    this.#arm();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.abort();
  }

  #arm(): void {
    const next = this.#times.first?.due;
    if (next === this.#armedFor || this.#stopped) return;
    this.#timer?.abort();
    this.#armedFor = next;
    if (next === undefined) return;
    const timer = new AbortController();
    this.#timer = timer;
    void this.#waitUntil(next, timer);
  }

  async #waitUntil(time: number, timer: AbortController): Promise<void> {
    try {
      await this.#clock.sleepUntil(time, timer.signal);
    } catch {
      return;
    }
    // It may have been set anew while this was on its way.
    if (this.#timer === timer && !this.#stopped) this.#ring();
  }

  #ring(): void {
    this.#armedFor = undefined;
    const now = this.#clock.now();
    const due: Entry[] = [];
    for (let { first } = this.#times; first !== undefined; { first } = this.#times) {
      if ((first.due ?? 0) > now || due.length === AT_ONCE) break;
      this.#times.remove(first);
      due.push(first);
    }
    if (due.length > 0) this.#onDue(due);
    this.#arm();
  }
}
