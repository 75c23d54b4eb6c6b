/**
 * What an argument may be. `text` takes numbers and booleans too, and `number` and `time` take text,
 * because forms send numbers as text. `amount` is text as `parse_number` reads it.
 */
export type ArgumentType = "any" | "text" | "number" | "amount" | "time" | "list" | "list-or-text";

/**
 * What a call gives: a type, a list of texts, or what follows from its arguments: an entry of the
 * list, the list of the field that the second argument names, a list of the same entries, or any of
 * the arguments.
 */
export type ResultType =
  | "any"
  | "text"
  | "number"
  | "boolean"
  | "texts"
  | "entry"
  | "field-of-entries"
  | "same-list"
  | "one-of-arguments";

/** What templates can call, as data: checks, the reference page and the tests read it too. */
export interface Helper {
  readonly name: string;
  /** One sentence for the reference page. */
  readonly summary: string;
  /** Its arguments, as one writes them: `text length [ending]`. */
  readonly usage: string;
  /** Fewest and most arguments. */
  readonly min: number;
  readonly max: number;
  /** What the arguments may be, by position; the last one holds for all that follow. */
  readonly takes: readonly ArgumentType[];
  readonly gives: ResultType;
  /** Looks at every entry of its lists: a call costs as much as they are long. */
  readonly scans?: true;
  /** Reads text as a number where its other argument is one. */
  readonly compares?: true;
  /** Asks whether its arguments are true, as `if` does. */
  readonly asksTruth?: true;
  /**
   * Whether HTML shows the text that it gives to the letter, or as the flow's author meant it: always, or where that
   * is so of its arguments.
   */
  readonly html?: "always" | "kept";
  /** Works on its first argument; the others say how. */
  readonly about?: "first";
  /** Names that may be written as `name=value`. */
  readonly options?: readonly string[];
  /**
   * Which arguments may be missing without an error: as many as leave a value, of which the last is
   * expected to be there, or, where the call itself stands in a place that allows it, all of them.
   * None where it is not given.
   */
  readonly tolerates?: "all-but-last" | "as-its-place";
  /** Shown on the reference page, and run as a test. */
  readonly example: {
    readonly template: string;
    readonly scope?: Readonly<Record<string, unknown>>;
    readonly result: unknown;
  };
  /** Arguments with which any option works, where those of the example don't do. */
  readonly standIns?: readonly unknown[];
  /**
   * Computes the value; the number of arguments has been checked.
   * @throws HelperFailure without any of the data in its message
   */
  run(args: readonly unknown[], call: HelperCall): unknown;
}

/** What a helper gets besides its arguments. */
export interface HelperCall {
  readonly options: Readonly<Record<string, unknown>>;
  readonly now: () => Date;
}

/**
 * Whether an argument is expected to be missing at times.
 * @param at its position of `count`
 * @param place whether the call's own value may be missing
 */
export function argumentMayMiss(
  { tolerates }: Helper,
  at: number,
  count: number,
  place: boolean,
): boolean {
  return tolerates === "all-but-last" ? at < count - 1 : tolerates === "as-its-place" && place;
}
