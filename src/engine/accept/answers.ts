import type { WebhookAnswer } from "../../flows/compiled-flow.ts";
import type { RunStore } from "../../journal/ports.ts";
import type { EndStatus, RunRecord, StepRecord } from "../../journal/records.ts";
import type { Answer } from "./submit.ts";

type OnAnswer = (answer: Answer) => void;

/** The webhooks that wait for what their run says, by its id: the first delivery, and its repeats. */
export class Answers {
  readonly #store: Pick<RunStore, "get">;
  readonly #waiting = new Map<string, Set<OnAnswer>>();
  #stopped = false;

  constructor(store: Pick<RunStore, "get">) {
    this.#store = store;
  }

  expect(runId: string, onAnswer: OnAnswer): void {
    if (this.#stopped) return onAnswer({ ended: undefined });
    const waiting = this.#waiting.get(runId) ?? new Set();
    this.#waiting.set(runId, waiting.add(onAnswer));
  }

  /**
   * Tells a repeat what the run was answered that it repeats, now or when that is known.
   * @returns the version of the run's flow; undefined when the run is not known any more
   */
  async again(runId: string, onAnswer: OnAnswer): Promise<string | undefined> {
    // Before it is read: an answer that comes meanwhile is heard.
    this.expect(runId, onAnswer);
    const found = await this.#store.get(runId);
    // A key may be remembered for longer than its run is kept.
    const answer = found === undefined ? { ended: undefined } : onRecord(found);
    if (answer !== undefined) onAnswer(answer);
    return found?.run.version;
  }

  /** Tells the webhooks of a run, if they still wait; the first answer counts. */
  give(runId: string, answer: Answer): void {
    const waiting = this.#waiting.get(runId);
    this.#waiting.delete(runId);
    for (const onAnswer of waiting ?? []) onAnswer(answer);
  }

  /** What a run was answered may have come on record elsewhere. @param runId of all that are waited for unless given */
  async look(runId?: string): Promise<void> {
    for (const id of runId === undefined ? [...this.#waiting.keys()] : [runId]) {
      if (!this.#waiting.has(id)) continue;
      const found = await this.#store.get(id);
      const answer = found && onRecord(found);
      if (answer !== undefined) this.give(id, answer);
    }
  }

  /** A webhook waits no more. */
  forget(runId: string, onAnswer: OnAnswer): void {
    const waiting = this.#waiting.get(runId);
    waiting?.delete(onAnswer);
    if (waiting?.size === 0) this.#waiting.delete(runId);
  }

  /** No run comes to its answer any more: whoever waits hears that, from now on at once. */
  stop(): void {
    this.#stopped = true;
    for (const runId of this.#waiting.keys()) this.give(runId, { ended: undefined });
  }
}

/** What the webhook of a run was answered; undefined while nothing is known. */
function onRecord({ run, steps }: { run: RunRecord; steps: StepRecord[] }): Answer | undefined {
  const said = steps.find(({ kind, status }) => kind === "respond" && status === "succeeded");
  if (said !== undefined) return said.output as WebhookAnswer;
  return run.finishedAt === undefined ? undefined : { ended: run.status as EndStatus };
}
