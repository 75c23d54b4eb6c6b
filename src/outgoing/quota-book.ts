/** What several processes over one database know together of a connection. Times of `performance.now()`, in ms. */

/** Places that are asked for. */
export interface PlaceAsk {
  /** How many; as many as may be had at once, and no more. */
  readonly count: number;
  readonly calls: number;
  readonly intervalMs: number;
  /** How long after its time a place may be used. */
  readonly slackMs: number;
}

/** When a place may be used, and until when its call has to be on its way. */
export interface PlaceTime {
  readonly from: number;
  readonly until: number;
}

/** Places that are taken, maybe fewer than were asked for. */
export interface Grant {
  /** In the order of their times. */
  readonly places: readonly PlaceTime[];
  /** When it is worth while to ask for more. */
  readonly againAt: number;
}

/** A circuit that is not closed. */
export interface RestingCircuit {
  /** When a call sees whether the other side is back. */
  readonly nextAt: number;
  /** How long it rests this time. */
  readonly delayMs: number;
  /** A call is out to see, which has so long; 0: none is. */
  readonly triedUntil: number;
}

/** How a connection stands. */
export interface Standing {
  /** Until when the other side asked to be left alone; of the past when it did not. */
  readonly pausedUntil: number;
  readonly circuit: RestingCircuit | undefined;
}

/** What becomes of a circuit. `open`: a closed one opens; `longer`: the call that was out to see found nobody. */
export type CircuitChange =
  | { readonly to: "open" | "longer"; readonly delayMs: number }
  | { readonly to: "closed" }
  /** Nothing is known of the call that was out to see. */
  | { readonly to: "untried" };

/** What became of the wish to make the one call that sees whether the other side is back. */
export interface TryOut {
  readonly isOurs: boolean;
  /** How the circuit is now. */
  readonly circuit: RestingCircuit | undefined;
}

/**
 * Where it is kept. While that can't be reached, everything but {@link tryOut} waits until it can be; once the book
 * is closed, for ever.
 */
export interface QuotaBook {
  /** Hears how a connection stands, whenever that is read. @returns what ends it */
  join(quota: string, hear: (standing: Standing) => void): () => void;
  /** Takes places under a rate limit. @param ask called when the book can be asked */
  take(quota: string, ask: () => PlaceAsk): Promise<Grant>;
  /** Lets nobody call for so long, from now on, in milliseconds. */
  pause(quota: string, ms: number): Promise<void>;
  /** @returns how the circuit is then */
  turn(quota: string, change: CircuitChange): Promise<RestingCircuit | undefined>;
  /**
   * Asks for the one call that sees whether the other side is back, which may take so long.
   * @returns undefined when the book can't be reached
   */
  tryOut(quota: string, mostMs: number): Promise<TryOut | undefined>;
}
