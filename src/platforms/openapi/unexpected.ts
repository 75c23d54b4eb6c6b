/** What in an answer is not as the document says. Values are never quoted. */
import type { ReadResponse } from "../../outgoing/read-response.ts";
import { type Answers, answerFor } from "./answers.ts";

/** What is told of one answer. */
const MOST_TOLD = 10;

/** Everything that is not, up to ten things; empty where all is as it should be. */
export function unexpectedIn(answers: Answers, { status, body }: ReadResponse): string[] {
  const answer = answerFor(answers, status);
  // One that names no success at all has nothing that could differ.
  if (answer === undefined)
    return answers.all.length === 0 ? [] : [`the document names no answer ${status}`];
  if (answer.check === undefined) return [];
  const mistakes = answer.check(body, { isOpaque: isLongNumber, quoteValues: false });
  const told = mistakes
    .slice(0, MOST_TOLD)
    .map(({ message, path }) => (path.length === 0 ? `body: ${message}` : message));
  const left = mistakes.length - told.length;
  return left > 0 ? [...told, `and ${left} more`] : told;
}

/** A number of an answer that a double can't hold is kept as text. */
function isLongNumber(value: unknown): boolean {
  return (
    typeof value === "string" && /^-?[\d.eE+-]{16,}$/.test(value) && !Number.isNaN(Number(value))
  );
}
