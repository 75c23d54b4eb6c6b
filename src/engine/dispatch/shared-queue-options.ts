import type { LocalQueueOptions } from "./local-queue-options.ts";
import type { SharedJournal } from "./shared-journal.ts";
import type { Signals } from "./signals.ts";

/** What the queue of a node is made with that shares its journal with others. */
export interface SharedQueueOptions extends Omit<LocalQueueOptions, "store"> {
  readonly store: SharedJournal;
  /** How it tells the others that there are runs to work on. */
  readonly signals: Signals;
}
