import type { Row, Table } from "./tables.ts";

/** A journal that this process alone has, as one end of a copy. Its methods throw AhaflowError `copy_failed`. */
export interface CopySide {
  /** Where it is, for people: without a password. */
  readonly place: string;
  readonly count: (table: Table) => Promise<number>;
  /** The rows behind one, in the order of the key: a few MiB at most, or a single row; none at the end. */
  readonly read: (table: Table, after: Row | undefined) => Promise<readonly Row[]>;
  /** From here on nothing counts until {@link commit}. */
  readonly begin: () => Promise<void>;
  readonly write: (table: Table, rows: readonly Row[]) => Promise<void>;
  /** Sets what follows from the rest, when all rows are there. */
  readonly complete: () => Promise<void>;
  readonly commit: () => Promise<void>;
  /** Lets go of the journal; what was not committed is gone. Resolves in any case. */
  readonly close: () => Promise<void>;
}

/** Rows of a batch, and bytes in it, at most: one row may be larger than that. */
export const MOST_ROWS = 1_000;
const MOST_BYTES = 4 * 1_048_576;

/** How many of the next rows make a batch. @param sizes in bytes */
export function fitting(sizes: readonly { readonly size: number }[]): number {
  let bytes = 0;
  const tooMany = sizes.findIndex(({ size }) => {
    bytes += size;
    return bytes > MOST_BYTES;
  });
  return tooMany === -1 ? sizes.length : Math.max(1, tooMany);
}
