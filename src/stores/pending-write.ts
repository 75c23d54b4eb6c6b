/** A write that was asked for, and whoever waits for its answer. */
import type { Write } from "./asks.ts";

export class PendingWrite {
  write: Write;
  /** Typed as nobody's: the kind of the write decides what it gives. */
  readonly done: Promise<never>;
  resolve!: (answer: unknown) => void;
  reject!: (error: Error) => void;

  constructor(write: Write) {
    this.write = write;
    this.done = new Promise<never>((resolve, reject) => {
      this.resolve = resolve as PendingWrite["resolve"];
      this.reject = reject;
    });
  }
}

/** Makes writes in one commit. */
export type CommitWrites = (batch: readonly Write[]) => Promise<unknown[]>;

/** Makes them, and answers those who wait. @throws what `commit` does; then nobody is answered */
export async function commitAll(
  commit: CommitWrites,
  batch: readonly PendingWrite[],
): Promise<void> {
  const answers = await commit(batch.map(({ write }) => write));
  for (const [index, { resolve }] of batch.entries()) resolve(answers[index]);
}

/** Writes in one commit at most: bounds how long one takes. */
export const MAX_BATCH = 1_000;
