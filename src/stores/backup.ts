import type { Readable } from "node:stream";

/** A copy on its way. */
export interface Backup {
  /** Of the whole copy, in bytes. */
  readonly size: number;
  readonly stream: Readable;
  /** Resolves with whether the copy was whole, once nothing of it is left to do. */
  readonly done: Promise<boolean>;
  /** Ends it early. */
  stop(): void;
}
