import type { Answer } from "./submit.ts";

/** The webhooks that wait for what their run says, by its id. */
export class Answers {
  readonly #waiting = new Map<string, (answer: Answer) => void>();

  expect(runId: string, onAnswer: (answer: Answer) => void): void {
    this.#waiting.set(runId, onAnswer);
  }

  /** Tells the webhook of a run, if it still waits; the first answer counts. */
  give(runId: string, answer: Answer): void {
    const onAnswer = this.#waiting.get(runId);
    this.#waiting.delete(runId);
    onAnswer?.(answer);
  }

  /** The webhook waits no more. */
  forget(runId: string): void {
    this.#waiting.delete(runId);
  }
}
