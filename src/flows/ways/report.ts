import type { ValuePath, YamlDocument } from "../../documents/yaml-document.ts";
import type { Problem } from "../../errors.ts";
import { RULES, type RuleId } from "../../rules.ts";
import type { StepNode } from "../source-tree.ts";

/** A problem at the key that makes a step what it is. */
export function problemAtStep(
  document: YamlDocument,
  { path, kind }: StepNode,
  rule: RuleId,
  message: string,
  hint: string,
): Problem {
  const at = kind === undefined ? path : [...path, kind];
  return { rule, severity: RULES[rule].severity, message, hint, ...document.keySpanOf(at) };
}

/** A problem at a value inside of a step. */
export function problemIn(
  document: YamlDocument,
  { path }: StepNode,
  keys: ValuePath,
  rule: RuleId,
  message: string,
  hint: string,
): Problem {
  const { severity } = RULES[rule];
  return { rule, severity, message, hint, ...document.spanOf([...path, ...keys]) };
}

/** Whether a step may be skipped. */
export function hasCondition({ step }: StepNode): boolean {
  return step.if !== undefined && step.if !== true;
}
