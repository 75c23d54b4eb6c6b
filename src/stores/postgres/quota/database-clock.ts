/** How far two good clocks may drift apart, in milliseconds of a millisecond. */
const DRIFT = 0.000_5;

/** One question to the database: when it went and came back here, and when it was dealt with there. */
export interface Exchange {
  /** By `performance.now()`. */
  readonly sent: number;
  readonly received: number;
  /** In milliseconds since 1970, by the database's clock. */
  readonly began: number;
  readonly ended: number;
}

/**
 * What the database's clock says, in terms of `performance.now()`. A time there lies between two times here,
 * which the fastest exchanges bring close together.
 */
export class DatabaseClock {
  #least = -Infinity;
  #most = Infinity;
  #at = 0;

  learn({ sent, received, began, ended }: Exchange): void {
    const drift = (received - this.#at) * DRIFT;
    const [least, most] = [sent - began, received - ended];
    this.#at = received;
    this.#least = Math.max(this.#least - drift, least);
    this.#most = Math.min(this.#most + drift, most);
    if (this.#least <= this.#most) return;
    // One of the clocks was set, or it is another database.
    this.#least = least;
    this.#most = most;
  }

  /** What it says at a time here, at least. */
  read(here: number): number {
    return here - this.#most;
  }

  /** When a time of the database has come here at the earliest. */
  earliest(time: number): number {
    return time + this.#least;
  }

  /** When it has come here for sure. */
  latest(time: number): number {
    return time + this.#most;
  }
}
