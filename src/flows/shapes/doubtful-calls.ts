/** Calls that work, and hardly as they were meant. */
import { misusedToken } from "../../templates/helpers/format-date.ts";
import type { Expression } from "../../templates/outline.ts";
import { writeExpression } from "./calls.ts";
import type { Finding } from "./finding.ts";
import type { Shape } from "./shape.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** What speaks against a call. */
export function doubtsOf(call: Call, shapes: readonly Shape[]): Finding[] {
  return [
    swapped(call) ?? swappedLists(call, shapes),
    useless(call),
    misusedPattern(call),
    patternAsText(call),
  ].filter((one) => one !== undefined);
}

/** A literal where the helper works on data, and data where it is told how. */
function swapped({ helper, args }: Call): Finding | undefined {
  const [subject, other] = args;
  if (helper.about !== "first" || subject?.kind !== "literal") return undefined;
  if (other === undefined || other.kind === "literal") return undefined;
  return {
    rule: "swapped-arguments",
    severity: "warning",
    message: `${helper.name} works on its first argument, and that is always the same`,
    hint: `usage: ${helper.name} ${helper.usage}`,
    ...extentOf(subject),
  };
}

/** A text that is looked for a list, which only works the other way round. */
function swappedLists({ helper, args }: Call, shapes: readonly Shape[]): Finding | undefined {
  const [where, what] = shapes;
  if (
    helper.name !== "includes" ||
    where?.kind === "list" ||
    what?.kind !== "list" ||
    args[1] === undefined
  )
    return undefined;
  return {
    rule: "swapped-arguments",
    severity: "warning",
    message: `includes looks for its second argument in the first, and ${writeExpression(args[1])} is a list`,
    hint: `usage: includes ${helper.usage}`,
    ...extentOf(args[1]),
  };
}

const PLAIN: ReadonlySet<string> = new Set(["replace", "split", "includes"]);

/** A regular expression where plain text is looked for. */
function patternAsText({ helper, args: [, looked] }: Call): Finding | undefined {
  if (!PLAIN.has(helper.name) || looked?.kind !== "literal") return undefined;
  if (!/^\/.+\/[imsuy]*g[imsuy]*$/.test(String(looked.value))) return undefined;
  return {
    rule: "pattern-as-text",
    severity: "warning",
    message: `${helper.name} looks for plain text, never for a pattern`,
    hint: "write the text itself; all of its places count",
    ...extentOf(looked),
  };
}

/** A default whose first value is always there. */
function useless({ helper, args }: Call): Finding | undefined {
  const at = args.findIndex((arg) => arg.kind === "literal" && isThere(arg.value));
  const [there, never] = [args[at], args[at + 1]];
  if (helper.name !== "default" || there === undefined || never === undefined) return undefined;
  return {
    rule: "swapped-arguments",
    severity: "warning",
    message: `this is always there, so ${writeExpression(never)} is never used`,
    hint: "the fallback comes last: default value fallback",
    ...extentOf(there),
  };
}

function isThere(value: unknown): boolean {
  return (
    value !== null && value !== undefined && !(typeof value === "string" && value.trim() === "")
  );
}

/** What a token stands for, and what was meant. */
const TOKENS: Readonly<Record<string, readonly [now: string, meant: string]>> = {
  mm: ["minutes", "the month"],
  MM: ["the month", "minutes"],
  dddd: ["the day of the month, twice", "the day of the week"],
};

/** A pattern of a date with minutes where months are meant, or the other way round. */
function misusedPattern({ helper, args: [, pattern] }: Call): Finding | undefined {
  if (helper.name !== "format_date" || pattern?.kind !== "literal") return undefined;
  const found = misusedToken(String(pattern.value));
  if (found === undefined) return undefined;
  const { token, meant, index } = found;
  const [now, wanted] = TOKENS[token] ?? ["", ""];
  return {
    rule: "date-pattern",
    severity: "error",
    message: `${token} stands for ${now}`,
    hint: `write ${meant} for ${wanted}`,
    // The literal stands in quotes.
    offset: pattern.offset + 1 + index,
    length: token.length,
  };
}

function extentOf({ offset, length }: Expression): Pick<Finding, "offset" | "length"> {
  return { offset, length };
}
