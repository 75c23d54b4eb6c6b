import { Refusal } from "./refusal.ts";

const WINDOW_MS = 10_000;

/** At most so many calls in each fixed window of ten seconds, of the later server; real time. */
export class FixedWindow {
  readonly #most: number;
  readonly #counts = new Map<string, { window: number; calls: number }>();

  /** @param most 0 for no limit */
  constructor(most: number) {
    this.#most = most;
  }

  /** @throws Refusal tooManyRequests, which says in its text alone when to come back */
  count(whose: string): void {
    if (this.#most === 0) return;
    const now = Date.now();
    const window = Math.floor(now / WINDOW_MS);
    const before = this.#counts.get(whose);
    const calls = before?.window === window ? before.calls + 1 : 1;
    this.#counts.set(whose, { window, calls });
    if (calls <= this.#most) return;
    const seconds = Math.ceil(((window + 1) * WINDOW_MS - now) / 1_000);
    throw new Refusal(429, "tooManyRequests", `Too many requests. Retry after ${seconds}s.`, true);
  }

  clear(): void {
    this.#counts.clear();
  }
}
