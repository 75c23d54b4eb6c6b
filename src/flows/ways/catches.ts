import type { YamlDocument } from "../../documents/yaml-document.ts";
import type { Problem } from "../../errors.ts";
import type { StepNode } from "../source-tree.ts";
import { problemIn } from "./report.ts";

/** Warns of entries of `catch`, and reasons in them, that another one above takes. */
export function checkCatches(document: YamlDocument, node: StepNode): Problem[] {
  const entries = node.step.catch ?? [];
  const all = entries.findIndex(({ reasons }) => reasons === undefined);
  const seen = new Set<string>();
  const problems: Problem[] = [];
  const warn = (keys: readonly (string | number)[], message: string, hint: string) =>
    problems.push(problemIn(document, node, keys, "useless-catch", message, hint));
  for (const [at, { reasons = [] }] of entries.entries()) {
    if (all >= 0 && at > all)
      warn(
        ["catch", at],
        "this entry never applies: the one without reasons above takes every failure",
        "move it above that one",
      );
    else
      for (const [index, reason] of reasons.entries()) {
        if (seen.has(reason))
          warn(
            ["catch", at, "reasons", index],
            `${reason} never comes here: an entry above takes it`,
            "take it away in one of the entries",
          );
        seen.add(reason);
      }
  }
  if (all >= 0 && node.step.continue_on_error === true)
    problems.push(
      problemIn(
        document,
        node,
        ["continue_on_error"],
        "useless-continue",
        "the catch without reasons takes every failure: the run goes on without this",
        "take continue_on_error away",
      ),
    );
  return problems;
}
