/** What a webhook answers: any JSON, or what AhaChat's JSON API block shows. */
import { builtValidator, type SchemaValidator } from "../documents/schema-validator.ts";
import type { ValuePath } from "../documents/yaml-document.ts";
import { isOpaque, UNFILLED } from "./compile-templates.ts";
import { mistakeProblem, problemAt } from "./parse-flow.ts";
import type { FlowSite } from "./steps/step-site.ts";

const checkShape = builtValidator("ahachat.answer");
/** What an answer for AhaChat is made of. */
export const ANSWER_PARTS = ["messages", "set_attributes", "redirect_to_blocks"] as const;

/** Checks a body that is meant for AhaChat's JSON API block; any other is free. */
export const checkAnswer: SchemaValidator = (body, options) =>
  isForAhaChat(body) ? checkShape(body, options) : [];

/** Checks what is known of an answer's body before its templates are filled. */
export function checkLiteralAnswer(
  { document, problems }: Pick<FlowSite, "document" | "problems">,
  at: ValuePath,
  body: unknown,
): void {
  for (const mistake of checkAnswer(body, UNFILLED))
    problems.push(mistakeProblem(document, at, mistake));
}

/** What may stand in a header's value (RFC 9110, 5.5): with a line break in it, it would be two. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Checks the headers of an answer that are known already. */
export function checkLiteralHeaders(
  { document, problems }: Pick<FlowSite, "document" | "problems">,
  at: ValuePath,
  headers: Readonly<Record<string, string>>,
): void {
  for (const [name, value] of Object.entries(headers))
    if (!isOpaque(value) && !HEADER_VALUE.test(value)) {
      const message = `the header ${name} can't be sent as it is`;
      const hint = "a header's value is a single line of Latin characters";
      problems.push(problemAt(document, [...at, name], "wrong-value", message, hint));
    }
}

/** Whether a body is meant for AhaChat: it has one of the parts. */
export function isForAhaChat(body: unknown): boolean {
  return (
    typeof body === "object" &&
    body !== null &&
    ANSWER_PARTS.some((part) => Object.hasOwn(body, part))
  );
}
