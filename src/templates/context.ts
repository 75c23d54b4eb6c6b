import type { SourceLocation } from "../errors.ts";

/** What exists where the template stands. */
export interface TemplateContext {
  /** Names that may stand first in a path: "trigger", "steps", "vars", … */
  readonly roots: ReadonlySet<string>;
  /** Turns an offset in the template's text into a place in the file. */
  readonly locate: (offset: number) => SourceLocation;
  /** Writes the templates of a hint as they have to stand in the file. */
  readonly fitHint?: (hint: string) => string;
}
