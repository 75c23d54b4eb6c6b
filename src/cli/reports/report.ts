import type { Problem } from "../../errors.ts";

/** What a check found. */
export interface Report {
  readonly problems: readonly Problem[];
  /** The text of each file that a problem may stand in. */
  readonly texts: ReadonlyMap<string, string>;
  /** How many flow files were checked; undefined when the check ended before. */
  readonly files?: number;
}

/** `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
