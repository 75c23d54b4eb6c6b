/** Asks a journal that several nodes share for runs, whenever this node has places and there may be some. */
import type { Clock } from "../../clock.ts";
import { Alarm } from "./alarm.ts";
import type { NodeRuns } from "./node-runs.ts";
import type { Places } from "./places.ts";
import type { SharedJournal } from "./shared-journal.ts";
import type { Signals } from "./signals.ts";
import type { Snapshot } from "./snapshot.ts";

/** Where so many runs wait for each node, it has some before it has places for them. */
const MANY = 128;
const AHEAD = 32;

export interface IntakeOptions {
  readonly store: Pick<SharedJournal, "take">;
  readonly clock: Clock;
  readonly places: Places;
  readonly signals: Signals;
  /** What this node has. */
  readonly own: NodeRuns;
  /** What is known of all nodes. */
  readonly snapshot: () => Snapshot;
  /** Called when the journal was asked, whatever came of it. */
  readonly onAsked: () => void;
}

export class Intake {
  readonly #options: IntakeOptions;
  readonly #alarm: Alarm;
  #lastFlow = "";
  #stopped = false;
  /** The journal has runs that nobody works on, as far as is known. */
  #mayBeMore = false;
  /** Whether the journal is being asked for runs, and whether it has to be asked again. */
  #isLooking = false;
  #looksAgain = false;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#alarm = new Alarm(options.clock, () => this.look());
  }

  /** Whether it is known when it will look next. */
  get looksLater(): boolean {
    return this.#alarm.isSet;
  }

  /** Takes what the journal has for this node, as many as it has places for. */
  look(): void {
    this.#looksAgain = true;
    if (this.#isLooking || this.#stopped) return;
    this.#isLooking = true;
    const look = async () => {
      try {
        while (this.#looksAgain && !this.#stopped) {
          this.#looksAgain = false;
          await this.#take();
        }
      } finally {
        // At once: what is asked for a moment later has to begin another look.
        this.#isLooking = false;
        this.#options.onAsked();
      }
    };
    // The next beat looks again when the journal can be asked.
    look().catch(() => undefined);
  }

  /** Looks when it is time. @param at milliseconds since 1970 */
  lookAt(at: number): void {
    this.#alarm.set(at);
  }

  /** There are places that no run of this node waits for. */
  hasPlaces(): void {
    if (this.#mayBeMore) this.look();
  }

  /** There may be runs to work on: for this node, or, if it has no place, for another one. */
  pass(): void {
    const { own, signals } = this.#options;
    this.#mayBeMore = true;
    if (own.free > 0) this.look();
    else signals.tell({ kind: "due" });
  }

  /** Takes nothing more. */
  stop(): void {
    this.#stopped = true;
    this.#alarm.stop();
  }

  async #take(): Promise<void> {
    const { store, clock, places, own, snapshot } = this.#options;
    const { free } = own;
    if (free <= 0) {
      this.#mayBeMore = true;
      return;
    }
    // Where many wait, some are taken ahead, so that not each needs a question of its own.
    const ahead = snapshot().queuedEach > MANY ? AHEAD : 0;
    const { runs, more, nextAt } = await own.expecting(free, () =>
      store.take({
        count: free + ahead,
        at: clock.now(),
        after: this.#lastFlow,
        without: places.heldUpFlows,
      }),
    );
    this.#mayBeMore = more;
    this.#lastFlow = runs.at(-1)?.flow ?? this.#lastFlow;
    if (nextAt !== undefined) this.#alarm.set(nextAt);
    if (more && own.free > 0 && runs.length > 0) this.#looksAgain = true;
  }
}
