/** What a failed call says about the other side. */
import { ActionError, type FailureReason } from "../errors.ts";

const OUTAGES: ReadonlySet<FailureReason> = new Set(["unavailable", "timeout", "interrupted"]);

/** Failures that say that the other side is down, and not that one call was wrong. */
export function isOutage(error: unknown): error is ActionError {
  return error instanceof ActionError && OUTAGES.has(error.reason);
}

/** What the other side answered; a refusal is an answer, too: it shows that the other side is up. */
export type Answered<T> = { readonly value: T } | { readonly refusal: ActionError };

/** Makes a call. @throws what is no answer of the other side */
export async function answered<T>(call: () => Promise<T>): Promise<Answered<T>> {
  try {
    return { value: await call() };
  } catch (error) {
    if (error instanceof ActionError && !isOutage(error)) return { refusal: error };
    throw error;
  }
}

/** What the call gave. @throws the refusal, if it was one */
export function outcomeOf<T>(answer: Answered<T>): T {
  if ("refusal" in answer) throw answer.refusal;
  return answer.value;
}
