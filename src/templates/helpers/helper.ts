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
  /** Names that may be written as `name=value`. */
  readonly options?: readonly string[];
  /**
   * Which arguments may be missing without an error: all but the last, or, where the call itself
   * stands in a place that allows it, all of them. None where it is not given.
   */
  readonly tolerates?: "all-but-last" | "as-its-place";
  /** Shown on the reference page, and run as a test. */
  readonly example: {
    readonly template: string;
    readonly scope?: Readonly<Record<string, unknown>>;
    readonly result: unknown;
  };
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
