import type { CircuitReport } from "./circuit-breaker.ts";
import type { QuotaSettings } from "./local-quota.ts";
import { paceMsOf } from "./pace.ts";
import type { Place, Quota, RateReport } from "./quota.ts";
import type { QuotaBook } from "./quota-book.ts";
import { SharedCircuit } from "./shared-circuit.ts";
import { SharedRate } from "./shared-rate.ts";

export interface SharedQuotaSettings extends QuotaSettings {
  /** Time that one call may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** The quota of a connection that several processes use, all those whose book knows it by the same name. */
export class SharedQuota implements Quota {
  readonly circuit: SharedCircuit;
  readonly #rate: SharedRate;
  readonly #quota: string;
  readonly #book: QuotaBook;
  readonly #leave: () => void;

  /**
   * @param quota how the book knows it
   * @param onCircuit is told when the circuit opens and closes
   */
  constructor(
    { rateLimit, circuit, timeoutMs }: SharedQuotaSettings,
    quota: string,
    book: QuotaBook,
    onCircuit?: (report: CircuitReport) => void,
  ) {
    this.#quota = quota;
    this.#book = book;
    this.#rate = new SharedRate(rateLimit, quota, book);
    this.circuit = new SharedCircuit({
      ...circuit,
      quota,
      book,
      trialMs: timeoutMs + circuit.delayMs,
      paceMs: paceMsOf(rateLimit),
      onChange: onCircuit,
    });
    this.#leave = book.join(quota, (standing) => {
      this.#rate.pauseUntil(standing.pausedUntil);
      this.circuit.learn(standing.circuit);
    });
  }

  tryAcquire(): Place | undefined {
    return this.#rate.tryAcquire();
  }

  acquire(signal: AbortSignal): Promise<Place> {
    return this.#rate.acquire(signal);
  }

  /** As far as this process uses it. */
  rate(): RateReport {
    return this.#rate.rate();
  }

  pause(ms: number): void {
    this.#rate.pauseUntil(performance.now() + ms);
    void this.#book.pause(this.#quota, ms);
  }

  close(): void {
    this.#leave();
  }
}
