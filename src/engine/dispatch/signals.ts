import type { Answer } from "../accept/submit.ts";

/** What one node tells the others, once it is on record. */
export type News =
  /** Something has come for a run: whoever holds it, or wakes it, looks. */
  | { readonly kind: "arrived"; readonly runId: string }
  /** A run has its answer: the node with the webhook that waits for it gives it. */
  | { readonly kind: "answered"; readonly runId: string; readonly answer: Answer };

/** How nodes tell each other news. It may be lost with its node: what matters is in the journal. */
export interface Signals {
  tell(news: News): void;
  hear(listener: (news: News) => void): void;
}

/** For a single node. */
export class LocalSignals implements Signals {
  readonly #listeners: ((news: News) => void)[] = [];

  tell(news: News): void {
    for (const listener of this.#listeners) listener(news);
  }

  hear(listener: (news: News) => void): void {
    this.#listeners.push(listener);
  }
}
