import type { CallSignal } from "../../outgoing/call-signal.ts";
import type { Places } from "./places.ts";

/** A branch that waits for something that the run may be told of. */
interface Lingerer {
  /** It could wait in the journal as well. */
  readonly mayLeave: boolean;
  wake: () => void;
  /** How its wait has ended, if it did not end by itself. */
  verdict: "go on" | "leave" | undefined;
}

/**
 * The branches of one run that is in memory. The run has a place as long as one of them works; when
 * none does, and each could wait in the journal, the run is told to leave the memory.
 */
export class Seat {
  /** The calls of the run that are out: whoever stops the daemon cuts them off. */
  readonly calls = new Set<CallSignal>();
  readonly #places: Places;
  /** Branches that have not ended. */
  #live = 1;
  /** Those of them that wait. */
  #idle = 0;
  readonly #lingerers = new Set<Lingerer>();
  #hasPlace = true;
  #takingBack: Promise<void> | undefined;

  /** @param places one of them is the run's now */
  constructor(places: Places) {
    this.#places = places;
  }

  /** Whether so many wait in memory that the journal is the better place. */
  get isCrowded(): boolean {
    return this.#places.isCrowded;
  }

  /** A branch begins to wait for another side. */
  holdUp(flow: string): void {
    this.#places.holdUp(flow);
  }

  /** Such a wait is over. */
  goOn(flow: string): void {
    this.#places.goOn(flow);
  }

  /** A branch becomes so many. */
  fork(count: number): void {
    this.#live += count - 1;
  }

  /** A branch has ended while others go on. */
  join(): void {
    this.#live--;
    this.#look();
  }

  /**
   * Waits without a place, until the wait is over or something comes for the run.
   * @param mayLeave the branch could wait in the journal as well
   * @param wait gives `onNews` what ends it when something has come
   * @returns whether all of them could, and the run has to leave the memory
   */
  async linger(
    mayLeave: boolean,
    wait: (onNews: (wake: () => void) => void) => Promise<unknown>,
  ): Promise<boolean> {
    // No AbortController: each call waits for its turn here, and making one costs more than the rest.
    const lingerer: Lingerer = { mayLeave, wake: () => undefined, verdict: undefined };
    this.#idle++;
    this.#lingerers.add(lingerer);
    this.#look();
    try {
      if (lingerer.verdict === undefined)
        await wait((wake) => {
          lingerer.wake = wake;
        });
    } catch (error) {
      if (lingerer.verdict === undefined) throw error;
    } finally {
      if (lingerer.verdict === undefined) {
        this.#lingerers.delete(lingerer);
        this.#idle--;
      }
      // Who leaves the memory needs no place to do so.
      if (lingerer.verdict !== "leave") await this.#placeBack();
    }
    return lingerer.verdict === "leave";
  }

  /** Something has come for the run: the branches look at it. */
  wake(): void {
    this.#idle -= this.#lingerers.size;
    this.#tell("go on");
  }

  /** The run leaves the memory, or has ended. */
  leave(): void {
    if (this.#hasPlace) this.#places.leave();
    else this.#places.forget();
  }

  #look(): void {
    if (this.#idle < this.#live) return;
    const all = [...this.#lingerers];
    const mayLeave = all.length === this.#live && all.every((one) => one.mayLeave);
    if (this.#hasPlace && !mayLeave) {
      this.#hasPlace = false;
      this.#places.lend();
    }
    if (mayLeave) this.#tell("leave");
  }

  #tell(verdict: "go on" | "leave"): void {
    const all = [...this.#lingerers];
    this.#lingerers.clear();
    for (const lingerer of all) {
      lingerer.verdict = verdict;
      lingerer.wake();
    }
  }

  async #placeBack(): Promise<void> {
    if (this.#hasPlace) return;
    this.#takingBack ??= this.#takeBack();
    await this.#takingBack;
  }

  async #takeBack(): Promise<void> {
    await this.#places.takeBack();
    this.#hasPlace = true;
    this.#takingBack = undefined;
  }
}
