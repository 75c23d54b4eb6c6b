import { type ExactTerm, hasExactly } from "../../journal/erasure.ts";
import { searchText } from "../../journal/search-text.ts";
import type { DeliveryTail } from "./delivery-tail.ts";
import type { NodeAsks } from "./node-asks.ts";

export interface PersonMemoryOptions {
  readonly tail: DeliveryTail;
  /** Lets go of the changes that are kept for clients. */
  readonly forgetEvents: () => void;
  /** Keeps what was refused and is only counted until now. */
  readonly flushRefusals: () => Promise<void>;
  readonly asks: NodeAsks | undefined;
}

/** What is known of a person's deliveries in memory. */
export interface Remembered {
  readonly deliveries: number;
  /** Names of the daemons that did not answer in time. */
  readonly unanswered: readonly string[];
}

/** What the daemons on this journal have in memory of a person. */
export class PersonMemory {
  readonly #options: PersonMemoryOptions;

  constructor(options: PersonMemoryOptions) {
    this.#options = options;
    options.asks?.answer("person", ({ term, forget }) => this.#look(term, forget));
  }

  /** Counts it, and keeps what was refused and only counted, so that the journal has it. */
  count(term: ExactTerm): Promise<Remembered> {
    return this.#lookEverywhere(term, false);
  }

  /** Lets go of it. */
  forget(term: ExactTerm): Promise<Remembered> {
    return this.#lookEverywhere(term, true);
  }

  async #lookEverywhere(term: ExactTerm, forget: boolean): Promise<Remembered> {
    const [own, others] = await Promise.all([
      this.#look(term, forget),
      this.#options.asks?.ask("person", { term, forget }),
    ]);
    return {
      deliveries: (others?.answers ?? []).reduce((sum, { answer }) => sum + answer, own),
      unanswered: others?.unanswered ?? [],
    };
  }

  async #look(term: ExactTerm, forget: boolean): Promise<number> {
    const { tail, flushRefusals, forgetEvents } = this.#options;
    await flushRefusals();
    const found = tail.newestFirst.filter(({ read }) => hasExactly(searchText(read()), term));
    if (forget) {
      for (const delivery of found) tail.forget(delivery);
      forgetEvents();
    }
    return found.length;
  }
}
