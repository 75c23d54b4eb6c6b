import type { RuleId } from "../../rules.ts";

/** What is wrong. */
export interface Verdict {
  readonly rule: RuleId;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint: string;
}

/** Something wrong at a place of a template's text. */
export interface Finding extends Verdict {
  readonly offset: number;
  readonly length: number;
}
