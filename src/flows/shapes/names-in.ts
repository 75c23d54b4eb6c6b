/** What the paths of an expression read. */
import type { Expression } from "../../templates/outline.ts";
import { writePath } from "../../templates/paths.ts";

/** The steps and variables that the paths of an expression read, as `steps.buyer`. */
export function namesIn(expression: Expression): string[] {
  if (expression.kind === "call") return givenTo(expression).flatMap(namesIn);
  if (expression.kind !== "path" || expression.path.base.kind !== "root") return [];
  const [root, name] = expression.path.segments;
  return name !== undefined && (root === "steps" || root === "vars") ? [`${root}.${name}`] : [];
}

/** The paths of an expression, as they are written. */
export function pathsIn(expression: Expression): string[] {
  if (expression.kind === "call") return givenTo(expression).flatMap(pathsIn);
  return expression.kind === "path" ? [writePath(expression.path)] : [];
}

function givenTo({ args, options }: Extract<Expression, { kind: "call" }>): Expression[] {
  return [...args, ...options.map(({ value }) => value)];
}
