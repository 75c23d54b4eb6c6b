import type { JsonApiSeed } from "./seed.ts";

/** What a block of a bot does when a user reaches it: its messages first, then its JSON API block. */
export interface Block {
  readonly messages: readonly unknown[];
  readonly jsonApi: JsonApiSeed | undefined;
}

/** A block that shows nothing. */
export const SILENT: Block = { messages: [], jsonApi: undefined };
