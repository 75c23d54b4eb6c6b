/** The rules that `ahaflow validate` takes more, or less, seriously than they are. */
import type { YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { ConfigFile } from "../generated/config.ts";
import { nearestName } from "../nearest-name.ts";
import { canBeIgnored, findRule, RULES } from "../rules.ts";

/** What becomes of the warnings of a rule: they are errors, or they are left out. */
export type RuleList = "error" | "ignore";

export const RULE_LISTS: readonly RuleList[] = ["error", "ignore"];

/** Why a rule can't stand in a list, and what to do; undefined when it can. */
export function refusalOf(
  list: RuleList,
  rule: string,
): { readonly message: string; readonly hint: string } | undefined {
  if (findRule(rule) === undefined) {
    const near = nearestName(rule, Object.keys(RULES));
    const hint = near === undefined ? "docs/rules.md lists the rules" : `did you mean "${near}"?`;
    return { message: `there is no rule "${rule}"`, hint };
  }
  if (list === "error" || canBeIgnored(rule)) return undefined;
  return {
    message: `${rule} can't be ignored: it is an error`,
    hint: "only warnings can be ignored; mend what it says",
  };
}

/** What is wrong with `validate` in `ahaflow.yaml`. */
export function checkRuleLists(document: YamlDocument, { validate }: ConfigFile): Problem[] {
  const raised = new Set(validate?.error);
  return RULE_LISTS.flatMap((list) =>
    (validate?.[list] ?? []).flatMap((rule, at) => {
      const isTwice = list === "ignore" && raised.has(rule);
      const wrong = isTwice
        ? { message: `${rule} stands in error too`, hint: "take it out of one of the two" }
        : refusalOf(list, rule);
      if (wrong === undefined) return [];
      const place = document.spanOf(["validate", list, at]);
      return [{ rule: "wrong-value", severity: "error" as const, ...wrong, ...place }];
    }),
  );
}

/** The problems as the lists take them: those of ignored rules are left out, raised ones are errors. */
export function asListed(
  problems: readonly Problem[],
  lists: ReadonlyMap<string, RuleList>,
): readonly Problem[] {
  return problems
    .filter(({ rule }) => lists.get(rule) !== "ignore")
    .map((one) => (lists.get(one.rule) === "error" ? { ...one, severity: "error" } : one));
}
