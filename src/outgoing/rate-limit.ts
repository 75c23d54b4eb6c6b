import type { Place, RateReport } from "./quota.ts";

/**
 * At most `calls` starts in any window of `intervalMs`, first come, first served. One queue for
 * the limit and for the pauses that the other side asks for, so that a pause does not end in a
 * burst, and a wait that is aborted gives its place to the next (p-throttle keeps it).
 */
export class RateLimit {
  readonly #calls: number;
  readonly #intervalMs: number;
  /** Starts of the last `calls` calls: a ring, the oldest at `#oldest` once it is full. */
  readonly #starts: number[] = [];
  #oldest = 0;
  #pausedUntil = 0;
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  /** As good for one as for another. */
  readonly #place: Place = { mayGo: () => !this.#isPaused };

  constructor({ calls, intervalMs }: { readonly calls: number; readonly intervalMs: number }) {
    this.#calls = calls;
    this.#intervalMs = intervalMs;
  }

  /** Starts now if that is allowed and nobody waits. */
  tryAcquire(): Place | undefined {
    const now = performance.now();
    if (this.#waiting.size > 0 || this.#delay(now) > 0) return undefined;
    this.#take(now);
    return this.#place;
  }

  /** @throws the signal's reason when it aborts first; no place is used up then */
  async acquire(signal: AbortSignal): Promise<Place> {
    signal.throwIfAborted();
    const place = this.tryAcquire();
    if (place !== undefined) return place;
    return new Promise((resolve, reject) => {
      const go = () => {
        signal.removeEventListener("abort", stop);
        resolve(this.#place);
      };
      const stop = () => {
        this.#waiting.delete(go);
        if (this.#waiting.size === 0) clearTimeout(this.#timer);
        reject(signal.reason);
      };
      signal.addEventListener("abort", stop, { once: true });
      this.#waiting.add(go);
      if (this.#waiting.size === 1) this.#wait(performance.now());
    });
  }

  /** How far it is used now. */
  rate(): RateReport {
    const now = performance.now();
    return {
      perSecond: (this.#calls * 1_000) / this.#intervalMs,
      used: this.#starts.filter((start) => start > now - 1_000).length,
      waiting: this.#waiting.size,
      pausedUntil: this.#isPaused ? Date.now() + Math.ceil(this.#pausedUntil - now) : undefined,
    };
  }

  /** Lets nobody start for so long. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + ms);
  }

  get #isPaused(): boolean {
    return this.#pausedUntil > performance.now();
  }

  /** Milliseconds until the next may start; 0 or less: now. */
  #delay(now: number): number {
    const start = this.#starts[this.#oldest];
    const limited = start === undefined ? 0 : start + this.#intervalMs - now;
    return Math.max(this.#pausedUntil - now, limited);
  }

  #take(now: number): void {
    this.#starts[this.#oldest] = now;
    this.#oldest = (this.#oldest + 1) % this.#calls;
  }

  #wait(now: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#release, Math.ceil(this.#delay(now)));
  }

  // A timer may fire early, and a pause may have come meanwhile: the delay is asked again.
  readonly #release = (): void => {
    const now = performance.now();
    for (const go of this.#waiting) {
      if (this.#delay(now) > 0) return this.#wait(now);
      this.#take(now);
      this.#waiting.delete(go);
      go();
    }
  };
}
