import type { Rate } from "../documents/duration.ts";
import type { Place, RateReport } from "./quota.ts";
import type { PlaceAsk, PlaceTime, QuotaBook } from "./quota-book.ts";

/** Of a rate's interval, and at most: how long after its time a place may be used, unless that is too short. */
const SLACK = 0.04;
const MOST_SLACK_MS = 30_000;

/**
 * The longest that a place may be used where calls take so long to go: a part of the interval, and no less than a
 * commit may take. Otherwise no call would ever go where all commits take longer.
 */
const LONGEST_SLACK = 0.5;
const LONGEST_SLACK_MS = 5_000;

/** How much nearer to the usual slack each ask comes again. */
const SHRINK = 0.98;

/** One ask gets such a part of the rate at most, so that no process takes all of it before another. */
const SHARE = 8;

/** After a whole share the others have time to ask, in milliseconds. */
const YIELD_MS = 5;

/**
 * A rate limit of several processes. Those who wait ask the book for places, as many as they are together;
 * what it gives are times, and each is handed out when it comes, first come, first served. A place that was not
 * used in time is lost: those who come after it count on that.
 */
export class SharedRate {
  readonly #rate: Rate;
  readonly #quota: string;
  readonly #book: QuotaBook;
  readonly #waiting = new Set<(place: Place) => void>();
  /** Places that are ours, the earliest first. */
  #places: readonly PlaceTime[] = [];
  #isAsking = false;
  #askAt = 0;
  #slackMs: number;
  #pausedUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  /** When calls of this process began, in the last second. */
  #starts: number[] = [];

  constructor(rate: Rate, quota: string, book: QuotaBook) {
    this.#rate = rate;
    this.#quota = quota;
    this.#book = book;
    this.#slackMs = this.#usualSlackMs;
  }

  tryAcquire(): Place | undefined {
    return this.#waiting.size > 0 ? undefined : this.#next(performance.now());
  }

  /** @throws the signal's reason when it aborts first */
  async acquire(signal: AbortSignal): Promise<Place> {
    signal.throwIfAborted();
    const place = this.tryAcquire();
    if (place !== undefined) return place;
    return new Promise((resolve, reject) => {
      const go = (taken: Place) => {
        signal.removeEventListener("abort", stop);
        resolve(taken);
      };
      const stop = () => {
        this.#waiting.delete(go);
        if (this.#waiting.size === 0) clearTimeout(this.#timer);
        reject(signal.reason);
      };
      signal.addEventListener("abort", stop, { once: true });
      this.#waiting.add(go);
      if (this.#waiting.size === 1) this.#handOut();
    });
  }

  rate(): RateReport {
    const now = performance.now();
    this.#forget(now);
    const isPaused = this.#pausedUntil > now;
    return {
      perSecond: (this.#rate.calls * 1_000) / this.#rate.intervalMs,
      used: this.#starts.length,
      waiting: this.#waiting.size,
      pausedUntil: isPaused ? Date.now() + Math.ceil(this.#pausedUntil - now) : undefined,
    };
  }

  /** Lets nobody go until then, a time of `performance.now()`; places before it are lost. */
  pauseUntil(time: number): void {
    if (time <= this.#pausedUntil) return;
    this.#pausedUntil = time;
    this.#places = this.#places.filter(({ from }) => from >= time);
  }

  /** The place whose time it is. */
  #next(now: number): Place | undefined {
    const [first, ...others] = this.#places;
    if (first === undefined || first.from > now || this.#pausedUntil > now) return undefined;
    this.#places = others;
    if (first.until < now) return this.#next(now);
    this.#forget(now);
    this.#starts.push(now);
    return { mayGo: () => this.#pausedUntil <= performance.now() && this.#isInTime(first) };
  }

  #isInTime({ until }: PlaceTime): boolean {
    if (performance.now() <= until) return true;
    const longest = Math.max(this.#rate.intervalMs * LONGEST_SLACK, LONGEST_SLACK_MS);
    this.#slackMs = Math.min(this.#slackMs * 2, longest);
    return false;
  }

  /** Lets those go whose places have come, and sees to it that the others have some. */
  readonly #handOut = (): void => {
    clearTimeout(this.#timer);
    const now = performance.now();
    // Those that went by while somebody waited are lost: here it takes longer.
    this.#places = this.#places.filter((place) => this.#isInTime(place));
    for (const go of this.#waiting) {
      const place = this.#next(now);
      if (place === undefined) break;
      this.#waiting.delete(go);
      go(place);
    }
    if (this.#waiting.size === 0) return;
    void this.#ask(now);
    const askAt = this.#isAsking || this.#wanted() === 0 ? Infinity : this.#askAt;
    const at = Math.max(Math.min(this.#places[0]?.from ?? Infinity, askAt), this.#pausedUntil);
    if (at < Infinity) this.#timer = setTimeout(this.#handOut, Math.ceil(at - now));
  };

  async #ask(now: number): Promise<void> {
    const isEarly = now < Math.max(this.#askAt, this.#pausedUntil);
    if (this.#isAsking || isEarly || this.#wanted() === 0) return;
    this.#isAsking = true;
    const { places, againAt } = await this.#book.take(this.#quota, () => this.#placeAsk());
    this.#isAsking = false;
    this.#places = [...this.#places, ...places].toSorted((a, b) => a.from - b.from);
    const isWhole = places.length === this.#share;
    this.#askAt = isWhole ? performance.now() + YIELD_MS : againAt;
    this.#handOut();
  }

  #placeAsk(): PlaceAsk {
    this.#slackMs = Math.max(this.#usualSlackMs, this.#slackMs * SHRINK);
    return { ...this.#rate, count: this.#wanted(), slackMs: Math.ceil(this.#slackMs) };
  }

  /** How many places to ask for now. */
  #wanted(): number {
    return Math.min(this.#share, Math.max(0, this.#waiting.size - this.#places.length));
  }

  get #share(): number {
    return Math.ceil(this.#rate.calls / SHARE);
  }

  get #usualSlackMs(): number {
    return Math.min(this.#rate.intervalMs * SLACK, MOST_SLACK_MS);
  }

  #forget(now: number): void {
    const at = this.#starts.findIndex((start) => start > now - 1_000);
    this.#starts = at < 0 ? [] : this.#starts.slice(at);
  }
}
