/** Has the journal's thread bring runs into the index of texts, behind what matters more. */

/** How long one piece of this work takes, in milliseconds: writes wait for it. */
const PIECE_MS = 4;

/** Between two pieces, in milliseconds: a tenth of the thread is the most that it takes. */
const PAUSE_MS = 40;

/** The same while runs end as fast as they can; then the index falls behind, and searches read more. */
const BUSY_PAUSE_MS = 400;

/** Runs that end or rest between two pieces when the daemon is busy. */
const BUSY = 20;

/** After something has changed, and while the disk can't be written, in milliseconds. */
const LATER_MS = 500;

export class IndexKeeper {
  readonly #index: (ms: number) => Promise<boolean>;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;
  #closed = false;
  #changes = 0;

  /** @param index works for so many milliseconds; tells whether there is more to do */
  constructor(index: (ms: number) => Promise<boolean>) {
    this.#index = index;
  }

  /** Some run has ended or rests. */
  changed(): void {
    this.#changes++;
    if (this.#timer === undefined) this.#later(LATER_MS);
  }

  /** Begins nothing more; resolves when nothing is on its way. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#working;
  }

  #later(ms: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#working = this.#work();
    }, ms).unref();
  }

  async #work(): Promise<void> {
    const pauseMs = this.#changes > BUSY ? BUSY_PAUSE_MS : PAUSE_MS;
    this.#changes = 0;
    // The timer stands while this goes on: what changes meanwhile is seen by the next piece.
    const more = await this.#index(PIECE_MS).catch(() => undefined);
    this.#timer = undefined;
    if (more !== false) this.#later(more === true ? pauseMs : LATER_MS);
  }
}
