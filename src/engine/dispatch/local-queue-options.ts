import type { Clock } from "../../clock.ts";
import type { Teller } from "../../journal/changes.ts";
import type { RunStore } from "../../journal/ports.ts";
import type { Places } from "./places.ts";
import type { Claim, EndedEarly, KeyRules } from "./work-queue.ts";

/** What the queue of one process is made with. */
export interface LocalQueueOptions {
  readonly store: RunStore;
  /** Hears which runs rest; nobody does unless given. */
  readonly changes?: Teller;
  readonly clock: Clock;
  /** Places of those who work. */
  readonly places: Places;
  /** Gets each run with its place, as soon as it may go on. */
  readonly work: (claim: Claim) => void;
  /** What a flow says now about runs with one key; undefined when there is no such flow. */
  readonly rulesOf: (flow: string) => KeyRules | undefined;
  /** Accepted runs that could be worked on, at most. */
  readonly backlog: number;
  /** Told of runs that ended without having begun. */
  readonly onEndedEarly: (run: EndedEarly) => void;
}
