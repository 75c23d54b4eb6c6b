/** What a webhook answers: any JSON, or what the chatbot of a platform shows. */

import { isJsonObject } from "../documents/json-object.ts";
import type { SchemaValidator } from "../documents/schema-validator.ts";
import type { ValuePath } from "../documents/yaml-document.ts";
import { answering } from "../platforms/installed.ts";
import type { AnswerKind } from "../platforms/platform.ts";
import { isOpaque, UNFILLED } from "./compile-templates.ts";
import { mistakeProblem, problemAt } from "./parse-flow.ts";
import type { FlowSite } from "./steps/step-site.ts";

/** Checks a body that is meant for a platform; any other is free. */
export const checkAnswer: SchemaValidator = (body, options) =>
  answering.flatMap(({ answers }) => (isFor(answers, body) ? answers.check(body, options) : []));

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

/** What says how an answer goes over the wire: set by a flow, it would contradict what is sent. */
const OWN_HEADER =
  /^(?:connection|content-(?:encoding|length)|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade)$/i;

/** Checks the headers of an answer that are known already. */
export function checkLiteralHeaders(
  { document, problems }: Pick<FlowSite, "document" | "problems">,
  at: ValuePath,
  headers: Readonly<Record<string, string>>,
): void {
  for (const [name, value] of Object.entries(headers)) {
    if (OWN_HEADER.test(name)) {
      const message = `the header ${name} is set by the listener itself`;
      problems.push(problemAt(document, [...at, name], "wrong-value", message, "take it away"));
    }
    if (!isOpaque(value) && !HEADER_VALUE.test(value)) {
      const message = `the header ${name} can't be sent as it is`;
      const hint = "a header's value is a single line of Latin characters";
      problems.push(problemAt(document, [...at, name], "wrong-value", message, hint));
    }
  }
}

/** Statuses after which HTTP lets no body follow. */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** Checks that a body which is written down can follow the status. */
export function checkBodyAllowed(
  { document, problems }: Pick<FlowSite, "document" | "problems">,
  at: ValuePath,
  { status, body }: { readonly status?: unknown; readonly body?: unknown },
): void {
  if (body === undefined || !WITHOUT_BODY.has(Number(status))) return;
  const message = `an answer with the status ${String(status)} has no body`;
  const hint = "take the body away, or answer 200";
  problems.push(problemAt(document, [...at, "body"], "wrong-value", message, hint));
}

/** Whether a body is meant for a platform: it has one of the parts. */
export function isForPlatform(body: unknown): boolean {
  return answering.some(({ answers }) => isFor(answers, body));
}

function isFor({ parts }: AnswerKind, body: unknown): boolean {
  return isJsonObject(body) && Object.keys(parts).some((part) => Object.hasOwn(body, part));
}
