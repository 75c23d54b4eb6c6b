/**
 * Where a part of a flow has the wrong shape, it is left out, and with it the names that it might
 * have made: what is said of those names then may follow from the one mistake.
 */
import type { SchemaMistake } from "../documents/schema-mistake.ts";
import type { Problem } from "../errors.ts";
import type { RuleId } from "../rules.ts";

/** Keys behind which steps stand, or that make names. */
const STRUCTURE: ReadonlySet<unknown> = new Set([
  "as",
  "call",
  "cases",
  "catch",
  "concurrency",
  "connection",
  "default",
  "for_each",
  "id",
  "index",
  "inputs",
  "on",
  "on_failure",
  "on_timeout",
  "parallel",
  "respond",
  "schedule",
  "set",
  "steps",
  "stop",
  "switch",
  "uses",
  "wait",
  "webhook",
  "with",
]);

/** What may follow from other mistakes, and the keys that these have to be in; any, if none stand. */
const FOLLOWERS: { readonly [rule in RuleId]?: readonly string[] } = {
  "missing-connection": ["connection"],
  "missing-field": ["with"],
  "unknown-name": ["as", "for_each", "index", "inputs", "on", "schedule", "webhook"],
  "respond-without-webhook": ["on", "webhook"],
  "unknown-field": ["parallel"],
  "unknown-step": [],
  "step-not-run-yet": [],
  "step-out-of-reach": [],
  "maybe-not-run": [],
  "maybe-skipped": [],
  "unknown-variable": [],
  "variable-not-set": [],
  "unreachable-step": [],
  "second-respond": [],
  "maybe-no-respond": [],
  "wait-before-respond": [],
  "outside-window": [],
  "useless-continue": [],
};

/** The keys of which something is lost. */
export function lostKeys(mistakes: readonly SchemaMistake[]): ReadonlySet<string> {
  return new Set(mistakes.flatMap(lostIn));
}

function lostIn({ rule, path, meant, needs, atKey }: SchemaMistake): string[] {
  if (rule === "missing-field") return [meant].filter(isStructure);
  // A key that is misspelt, or that stands with the wrong ones.
  if (rule === "unknown-key") return [...(needs ?? []), meant].filter(isStructure);
  if (needs !== undefined) return ["steps"];
  const [name, holder, list] = path.toReversed().map(String);
  if (isStructure(name)) return [name];
  if (holder !== "set" && holder !== "cases" && holder !== "parallel")
    return /^\d+$/.test(name ?? "") && isListOfSteps(holder, list) ? ["steps"] : [];
  return atKey && holder === "set" ? [] : [holder];
}

/** Whether lists of steps, or of entries with steps, stand there. */
function isListOfSteps(key: string | undefined, holder: string | undefined): boolean {
  return isStructure(key) || isStructure(holder);
}

function isStructure(key: string | undefined): key is string {
  return STRUCTURE.has(key);
}

/** Leaves out what may follow from a part that is lost. */
export function withoutFollowers(
  problems: readonly Problem[],
  lost: ReadonlySet<string>,
): readonly Problem[] {
  if (lost.size === 0) return problems;
  return problems.filter(({ rule }) => {
    const keys = FOLLOWERS[rule as RuleId];
    return keys === undefined || (keys.length > 0 && !keys.some((key) => lost.has(key)));
  });
}
