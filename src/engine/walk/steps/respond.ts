import type { SchemaMistake } from "../../../documents/schema-mistake.ts";
import { typeName } from "../../../documents/schema-words.ts";
import { ActionError } from "../../../errors.ts";
import type { RespondStep, WebhookAnswer } from "../../../flows/compiled-flow.ts";
import type { StepRecord } from "../../../journal/records.ts";
import type { Frame } from "../frame.ts";
import { succeeded } from "./succeeded.ts";

/**
 * `respond`: what the waiting webhook answers, with secrets masked, as its record has it. After a
 * restart only a repeat may wait.
 */
export async function runRespond(
  step: RespondStep,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  const { surroundings, context, scope } = frame;
  const { status, headers, body } = step.response.render(scope) as WebhookAnswer;
  const answer = { status: statusOf(status), headers: headersOf(headers), body };
  const mistakes = step.checkAnswer(body);
  if (mistakes.length > 0) throw answerError(step, mistakes);
  const done = succeeded(record, frame, answer);
  // A repeat gets the same to the letter, whatever happens to this process.
  if (step.isRepeated) await context.save(done);
  surroundings.answer(context.run.id, done.output as WebhookAnswer);
  return done;
}

/** What a step fails with whose answer the platform would not show. */
export function answerError(
  { where }: Pick<RespondStep, "where">,
  mistakes: readonly SchemaMistake[],
): ActionError {
  const list = mistakes.map(({ message }) => message).join("; ");
  return new ActionError("invalid_request", `the body of the answer is wrong: ${list}`, {
    code: "invalid_answer",
    where,
  });
}

/** @throws ActionError when a value is no status of an answer */
export function statusOf(value: unknown): number {
  const isPlain = typeof value === "number" || typeof value === "string";
  if (isPlain && /^[2-5]\d\d$/.test(String(value))) return Number(value);
  throw new ActionError("invalid_request", "respond.status has to be a number from 200 to 599", {
    code: "invalid_answer",
  });
}

/** What may stand in a header's name, and in its value (RFC 9110, 5.5): with a line break in it, it would be two. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** @throws ActionError when a header can't be sent */
export function headersOf(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!["string", "number", "boolean"].includes(typeof value))
        throw wrongHeader(
          `the header ${name} of the answer has to be text, not ${typeName(value)}`,
        );
      const text = String(value);
      if (HEADER_NAME.test(name) && HEADER_VALUE.test(text)) return [name, text];
      throw wrongHeader(
        "a header of the answer can't be sent as it is",
        "names are letters, digits and hyphens, values a single line of Latin characters",
      );
    }),
  );
}

function wrongHeader(message: string, hint?: string): ActionError {
  return new ActionError("invalid_request", message, {
    code: "invalid_answer",
    ...(hint === undefined ? {} : { hint }),
  });
}
