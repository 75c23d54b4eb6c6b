/** What `validate` knows of a platform: what will be refused, or do other than was meant. */
import type { ValuePath } from "../documents/yaml-document.ts";
import type { RuleId } from "../rules.ts";

/** The input of a step as it stands in the flow, with its templates. */
export type WrittenInput = Readonly<Record<string, unknown>> | undefined;

/** What is wrong, by a rule that says how bad it is. */
export interface KnownMistake {
  readonly rule: RuleId;
  readonly message: string;
  readonly hint: string;
}

/** The same at a place in an input. */
export interface InputMistake extends KnownMistake {
  /** The keys that lead there, below `with`. */
  readonly at: ValuePath;
  /** Whether the last key itself is the mistake, and not its value. */
  readonly atKey?: boolean;
}

/** The actions are those of the platform, by the names that `uses` takes. */
export interface PlatformChecks {
  /** Looks at the input of an action. */
  readonly input?: (action: string, input: WrittenInput) => readonly InputMistake[];
  /**
   * Looks at one text of an input.
   * @param at the keys that lead to it, below `with`
   * @param text with the variables of ahaflow.yaml in it; other templates are as they are written
   */
  readonly text?: (action: string, at: ValuePath, text: string) => KnownMistake | undefined;
  /** The keys of an input whose texts are read as HTML. */
  readonly html?: (input: WrittenInput) => readonly string[];
  readonly window?: MessageWindow;
}

/** For how long a platform lets messages through after one of the customer's own. */
export interface MessageWindow {
  /** In milliseconds. */
  readonly ms: number;
  /** `Messenger takes messages only within 24 hours of the customer's own`. */
  readonly rule: string;
  /** What becomes of a second try: `Messenger refuses it again`. */
  readonly refusal: string;
  /** Where to read what can be done. */
  readonly page: string;
  /** Whether what an action sends goes through only while it is open. */
  readonly needs: (action: string, input: WrittenInput) => boolean;
  /** What speaks against sending it from a run that a schedule starts, though nothing has been waited for. */
  readonly bySchedule: (action: string, input: WrittenInput) => string | undefined;
  /** Who gets it, as it is written; undefined when that is not known. */
  readonly recipient: (input: WrittenInput) => unknown;
}
