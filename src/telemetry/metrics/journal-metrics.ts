import { Counter, Histogram, type Registry } from "prom-client";

/** Measures the journal's commits. */
export class JournalMetrics {
  readonly #seconds: Histogram;
  readonly #writes: Histogram;
  readonly #failures: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#seconds = new Histogram({
      name: "ahaflow_journal_commit_duration_seconds",
      help: "Time of a commit of the journal, until it is on the disk and the main thread knows.",
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    });
    this.#writes = new Histogram({
      name: "ahaflow_journal_commit_writes",
      help: "Writes that shared a commit of the journal.",
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000],
      registers,
    });
    this.#failures = new Counter({
      name: "ahaflow_journal_commit_failures_total",
      help: "Commits of the journal that failed: nothing of them was kept.",
      registers,
    });
  }

  committed(seconds: number, writes: number, ok: boolean): void {
    this.#seconds.observe(seconds);
    this.#writes.observe(writes);
    if (!ok) this.#failures.inc();
  }
}
