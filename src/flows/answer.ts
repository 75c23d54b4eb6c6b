/** What a webhook answers: any JSON, or what AhaChat's JSON API block shows. */
import { type SchemaValidator, shippedValidator } from "../documents/schema-validator.ts";
import type { ValuePath } from "../documents/yaml-document.ts";
import { isOpaque, isText } from "./compile-templates.ts";
import { mistakeProblem } from "./parse-flow.ts";
import type { FlowSite } from "./steps/step-site.ts";

const checkShape = shippedValidator({
  $ref: "https://ahaflow.dev/schemas/messages.schema.json#/$defs/answer",
});
const PARTS = ["messages", "set_attributes", "redirect_to_blocks"];

/** Checks a body that is meant for AhaChat's JSON API block; any other is free. */
export const checkAnswer: SchemaValidator = (body, options) =>
  isForAhaChat(body) ? checkShape(body, options) : [];

/** Checks what is known of an answer's body before its templates are filled. */
export function checkLiteralAnswer(
  { document, problems }: Pick<FlowSite, "document" | "problems">,
  at: ValuePath,
  body: unknown,
): void {
  for (const mistake of checkAnswer(body, { isOpaque, isText, quoteValues: true }))
    problems.push(mistakeProblem(document, at, mistake));
}

function isForAhaChat(body: unknown): boolean {
  return (
    typeof body === "object" && body !== null && PARTS.some((part) => Object.hasOwn(body, part))
  );
}
