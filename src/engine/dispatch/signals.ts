/** What one node tells the others, once it is on record. */
export type News =
  /** Something has come for a run: whoever holds it, or wakes it, looks. */
  | { readonly kind: "arrived"; readonly runId: string }
  /** The end of a run is asked for, perhaps for a newer one of its key: whoever holds it ends it. */
  | { readonly kind: "unwanted"; readonly runId: string; readonly supersededBy: string | undefined }
  /** There are runs to work on: whoever has a place for one looks. */
  | { readonly kind: "due" }
  /** A run has its answer on record: the node with a webhook that waits for it gives it. */
  | { readonly kind: "answered"; readonly runId: string }
  /** Runs wait for callbacks on a way that flows of now may not have. */
  | { readonly kind: "routes" }
  /** Something may not have been heard: look at everything. */
  | { readonly kind: "gap" };

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
