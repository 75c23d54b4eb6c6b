import type { Clock } from "../../clock.ts";

/** Rings once, at the earliest of the times that it was set to since it rang last. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #at = Number.POSITIVE_INFINITY;
  #timer: AbortController | undefined;
  #stopped = false;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  get isSet(): boolean {
    return this.#timer !== undefined;
  }

  /** @param at milliseconds since 1970 */
  set(at: number): void {
    if (at >= this.#at || this.#stopped) return;
    this.#unset();
    this.#at = at;
    const timer = new AbortController();
    this.#timer = timer;
    const wait = async () => {
      await this.#clock.sleepUntil(at, timer.signal);
      this.#unset();
      this.#ring();
    };
    // Only another time, or the end, keeps it from ringing.
    wait().catch(() => undefined);
  }

  /** For good: what is written last may still set it. */
  stop(): void {
    this.#stopped = true;
    this.#unset();
  }

  #unset(): void {
    this.#timer?.abort();
    this.#timer = undefined;
    this.#at = Number.POSITIVE_INFINITY;
  }
}
