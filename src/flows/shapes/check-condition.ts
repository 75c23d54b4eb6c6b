/** `if` and `switch`: a template alone, since text around it makes of any value a text. */

import type { RuleId } from "../../rules.ts";
import { isLone, loneCondition, loneValue } from "../../templates/lone-template.ts";
import type { StepNode } from "../source-tree.ts";
import { problemIn } from "../ways/report.ts";
import type { Roots } from "./flow-scopes.ts";
import type { FlowWalk } from "./flow-walk.ts";

/** Reports an `if` or `switch` whose value does not depend on its template alone. */
export function checkCondition(
  { check }: FlowWalk,
  node: StepNode,
  roots: Roots,
  key: "if" | "switch",
): void {
  const value = node.step[key];
  if (value === undefined) return;
  const report = (rule: RuleId, message: string, hint: string) =>
    check.problems.push(
      problemIn(
        check.document,
        node,
        [key],
        rule,
        message,
        check.document.hintIn([...node.path, key], hint),
      ),
    );
  if (typeof value !== "string") {
    if (key === "if")
      report("constant-condition", `this if is always ${value}`, "ask something, or remove it");
    else report("wrong-condition", `this switch is always ${value}`, EXAMPLES.switch);
    return;
  }
  // What can't be read has been reported.
  if (isLone(value) !== false) return;
  const names = new Set([...roots.keys(), "vars", "steps"]);
  const meant = key === "if" ? loneCondition(value, names) : loneValue(value, names);
  report(
    "wrong-condition",
    key === "if"
      ? `this if is text, which is always ${value !== ""}`
      : "this switch is text around a template, or no template",
    meant === undefined ? EXAMPLES[key] : `write ${meant} alone, on one line`,
  );
}

const EXAMPLES = {
  if: "write one template alone, such as {{eq trigger.body.status 'paid'}}",
  switch:
    "write one template alone, such as {{trigger.body.status}}; a variable of a set before can hold a longer text",
};
