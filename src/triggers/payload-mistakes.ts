import { pointerOf } from "../documents/json-pointer.ts";
import type { SchemaMistake } from "../documents/schema-mistake.ts";
import type { PayloadMistake } from "./webhook-rejection.ts";

/** Mistakes that are told in one answer. */
const MOST = 20;

/** What is wrong with a value from outside, each at its JSON pointer. */
export function payloadMistakes(mistakes: readonly SchemaMistake[]): PayloadMistake[] {
  return mistakes.slice(0, MOST).map(({ path, atKey, message }) => ({
    pointer: pointerOf(atKey ? path.slice(0, -1) : path),
    message,
  }));
}
