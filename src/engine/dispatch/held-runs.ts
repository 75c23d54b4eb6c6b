import type { CompiledFlow } from "../../flows/compiled-flow.ts";
import type { LoadedRun } from "../../journal/records.ts";

/** A run that need not be read from the journal. */
export interface HeldRun {
  readonly flow: CompiledFlow;
  readonly loaded: LoadedRun;
  /** About what its payload takes, in bytes. */
  readonly size: number;
}

/** What waiting runs take in memory at most, in bytes, about; those over it are read again. */
const MOST_BYTES = 16 * 1024 * 1024;

/** What waits for longer than this makes room for others, in milliseconds: other nodes may have done it. */
const LONG_MS = 60_000;

/** What a run takes besides its payload, in bytes, about. */
const OWN_BYTES = 2_048;

/** Runs that wait for their first turn, as they came. */
export class HeldRuns {
  readonly #runs = new Map<string, HeldRun & { readonly since: number }>();
  #bytes = 0;

  put(run: HeldRun): void {
    const since = performance.now();
    while (this.#bytes >= MOST_BYTES) {
      const [oldest] = this.#runs;
      if (oldest === undefined || since - oldest[1].since < LONG_MS) return;
      this.take(oldest[0]);
    }
    this.#runs.set(run.loaded.run.id, { ...run, since });
    this.#bytes += run.size + OWN_BYTES;
  }

  /** Gives a run away; undefined when it has to be read. */
  take(id: string): HeldRun | undefined {
    const run = this.#runs.get(id);
    if (run === undefined) return undefined;
    this.#runs.delete(id);
    this.#bytes -= run.size + OWN_BYTES;
    return run;
  }
}
