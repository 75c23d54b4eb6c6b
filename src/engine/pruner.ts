/** Removes runs whose time in the journal is over, a few at a time, so that no answer waits for it. */
import type { Logger } from "pino";
import type { RunStore } from "../journal/ports.ts";
import type { EndStatus } from "../journal/records.ts";

/** How long runs are kept after their end, and refusals, in milliseconds; undefined: for ever. */
export type Retention = Readonly<Record<EndStatus | "refused", number | undefined>>;

export interface PrunerOptions {
  readonly store: Pick<RunStore, "prune" | "trouble">;
  /** As it is now: a reload may have changed it. */
  readonly retention: () => Retention;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** Time between two looks for old runs, in milliseconds. */
const LOOK_MS = 60_000;

/** Records that are removed in one commit at most: a few milliseconds. */
const AT_ONCE = 100;

/** Time between two such commits, in milliseconds. */
const PAUSE_MS = 50;

export class Pruner {
  readonly #options: PrunerOptions;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: PrunerOptions) {
    this.#options = options;
  }

  /** Looks now and then, until it is stopped. */
  start(): void {
    this.#working = this.#lookAndGoOn();
  }

  /** Removes everything that is old enough. @returns how many runs that were */
  async look(): Promise<number> {
    const { store, retention, now, logger } = this.#options;
    const kept = retention();
    let runs = 0;
    try {
      while (!this.#stopped && store.trouble() === undefined) {
        const time = now();
        const before = (status: keyof Retention) =>
          time - (kept[status] ?? Number.POSITIVE_INFINITY);
        const removed = await store.prune({
          before: {
            succeeded: before("succeeded"),
            failed: before("failed"),
            cancelled: before("cancelled"),
            refused: before("refused"),
          },
          now: time,
          limit: AT_ONCE,
        });
        runs += removed.runs;
        if (!removed.more) break;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    } catch (err) {
      // Of a journal that can't be written the log has one line already.
      if (store.trouble() === undefined && !this.#stopped)
        logger.error({ err }, "old runs could not be removed");
    }
    if (runs > 0) logger.info({ runs }, "old runs removed");
    return runs;
  }

  async #lookAndGoOn(): Promise<void> {
    await this.look();
    if (!this.#stopped) this.#timer = setTimeout(() => this.start(), LOOK_MS).unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#working;
  }
}
