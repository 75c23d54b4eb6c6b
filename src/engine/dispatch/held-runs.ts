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

/** Emptied when its run is taken: a table of V8's that was replaced holds it for longer. */
interface Box {
  run: HeldRun | undefined;
  readonly since: number;
}

/** Runs that wait for their first turn, as they came. */
export class HeldRuns {
  readonly #boxes = new Map<string, Box>();
  #bytes = 0;

  put(run: HeldRun): void {
    const since = performance.now();
    while (this.#bytes >= MOST_BYTES) {
      const [oldest] = this.#boxes;
      if (oldest === undefined || since - oldest[1].since < LONG_MS) return;
      this.take(oldest[0]);
    }
    this.#boxes.set(run.loaded.run.id, { run, since });
    this.#bytes += run.size + OWN_BYTES;
  }

  /** Gives a run away; undefined when it has to be read. */
  take(id: string): HeldRun | undefined {
    const box = this.#boxes.get(id);
    if (box?.run === undefined) return undefined;
    const { run } = box;
    box.run = undefined;
    this.#boxes.delete(id);
    this.#bytes -= run.size + OWN_BYTES;
    return run;
  }
}
