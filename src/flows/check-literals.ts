import type { SchemaValidator } from "../documents/schema-validator.ts";
import type { ValuePath } from "../documents/yaml-document.ts";
import { isTemplate } from "../templates/compile.ts";
import { mistakeProblem } from "./parse-flow.ts";
import type { StepCompiler } from "./step-compiler.ts";

/** Checks what can be known of a value before its templates are filled. */
export function checkLiterals(
  { document, problems }: Pick<StepCompiler, "document" | "problems">,
  path: ValuePath,
  value: unknown,
  check: SchemaValidator,
): void {
  for (const mistake of check(value, { isOpaque, isText, quoteValues: true }))
    problems.push(mistakeProblem(document, path, mistake));
}

function isOpaque(value: unknown): boolean {
  return typeof value === "string" && isTemplate(value);
}

/** A template with text before or after it: whatever it is filled with, it will be text. */
function isText(value: unknown): boolean {
  return isOpaque(value) && !/^\{\{[^]*\}\}$/.test(value as string);
}
