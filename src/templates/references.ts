/** One path that a template reads from its scope, for checks before anything runs. */
export interface Reference {
  /** Segments from the root of the scope: `["trigger", "body", "nick"]`. */
  readonly path: readonly string[];
  /** Place and extent in the template's text, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  /** The value may be missing without an error. */
  readonly tolerant: boolean;
}
