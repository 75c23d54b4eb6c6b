import { RateLimiterMemory } from "rate-limiter-flexible";
import { addressGroup } from "../../ip-addresses.ts";

/** Failures of one sender at one door that are put up with in a minute. */
const MOST_FAILURES = 20;
const WINDOW_S = 60;

/** Senders that are told apart in a minute; further ones share one count. */
const MOST_SENDERS = 10_000;

/** Counts failed logins, and shuts out for a while who has too many, whatever comes next. */
export class FailedLogins {
  readonly #limiter = new RateLimiterMemory({ points: MOST_FAILURES, duration: WINDOW_S });
  readonly #senders = new Set<string>();
  #until = 0;

  /** @returns seconds to wait; undefined when the sender may try */
  async wait(address: string | undefined, door: string): Promise<number | undefined> {
    const found = await this.#limiter.get(this.#key(address, door));
    if (found === null || found.consumedPoints < MOST_FAILURES) return undefined;
    return Math.max(1, Math.ceil(found.msBeforeNext / 1_000));
  }

  async count(address: string | undefined, door: string): Promise<void> {
    await this.#limiter.penalty(this.#key(address, door));
  }

  #key(address: string | undefined, door: string): string {
    const now = Date.now();
    if (now > this.#until) {
      this.#senders.clear();
      this.#until = now + WINDOW_S * 1_000;
    }
    const key = `${addressGroup(address)} ${door}`;
    if (!this.#senders.has(key) && this.#senders.size >= MOST_SENDERS) return "others";
    this.#senders.add(key);
    return key;
  }
}
