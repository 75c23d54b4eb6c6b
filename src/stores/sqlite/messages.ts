/** What the journal's main thread and its worker say to each other. */
import type { Reads } from "../asks.ts";

/** Changes as they cross to the thread (`packing.ts`). */
export type Packed = readonly unknown[];

export type Request =
  | { readonly kind: "write"; readonly batch: Packed }
  | {
      readonly kind: "read";
      readonly name: keyof Reads;
      readonly ask: unknown;
    }
  | { readonly kind: "probe" | "hold" | "release" }
  /** Leaves nothing of what was erased in the write-ahead log; nor in free space, if the file is small or `whole`. */
  | { readonly kind: "scrub"; readonly whole: boolean }
  /** Brings runs into the index for about so many milliseconds; answers whether there are more. */
  | { readonly kind: "index"; readonly ms: number }
  | { readonly kind: "close" };

/** What the worker is started with. */
export interface WorkerOptions {
  readonly file: string;
  /** How many pages of 4 KiB the file may have. */
  readonly maxPages: number | undefined;
}

export type Response =
  | { readonly answer: unknown }
  | { readonly failure: { readonly code: string; readonly message: string } };
