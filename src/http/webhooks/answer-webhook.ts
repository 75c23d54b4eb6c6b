import type { Response } from "express";
import { after } from "../../clock.ts";
import type { Answer, TriggerEvent } from "../../engine/accept/submit.ts";
import type { Submitted } from "../../engine/engine.ts";
import type {
  CompiledAnswers,
  CompiledFlow,
  CompiledWebhook,
  WebhookAnswer,
  WebhookFlow,
} from "../../flows/compiled-flow.ts";
import { sendJson } from "../server/send-json.ts";
import { notesOf } from "./request-notes.ts";

type OnAnswer = (answer: Answer) => void;

export interface WebhookAnswerOptions {
  readonly submit: (event: TriggerEvent) => Promise<Submitted>;
  /** Tells a repeat what its run was answered, or will be. @returns the flow of that run */
  readonly answerAgain: (runId: string, onAnswer: OnAnswer) => Promise<CompiledFlow | undefined>;
  /** A webhook of a run waits no more for its answer. */
  readonly forgetAnswer: (runId: string, onAnswer: OnAnswer) => void;
}

/** Starts the run of a webhook, and answers: 202, or what the flow says. */
export async function answerWebhook(
  event: TriggerEvent & { readonly flow: WebhookFlow },
  response: Response,
  options: WebhookAnswerOptions,
): Promise<void> {
  const { answers } = event.flow;
  const expected = answers && expectAnswer();
  const submitted = await options.submit(
    expected === undefined ? event : { ...event, onAnswer: expected.onAnswer },
  );
  const { id, duplicate, dropped } = submitted;
  const notes = notesOf(response);
  notes.runId = id;
  notes.result = duplicate ? "duplicate" : dropped ? "dropped" : "accepted";
  if (answers !== undefined && expected !== undefined) {
    const { status, headers, body } = await awaited(submitted, answers, expected, options);
    response.status(status).set(headers).json(body);
  } else answerKept(response, event.flow.webhook, submitted);
}

/** What a sender hears whose run is kept, or was before. */
function answerKept(
  response: Response,
  { accepted, repeated = accepted }: Pick<CompiledWebhook, "accepted" | "repeated">,
  submitted: Submitted,
): void {
  const { duplicate } = submitted;
  const told = toldOf(submitted);
  const answer = duplicate ? repeated : accepted;
  if (answer === undefined) return sendJson(response, duplicate ? 200 : 202, told);
  const { status, headers, body = told } = answer;
  response.status(status).set(headers).json(body);
}

/** What a sender hears of a run. */
export function toldOf({ id, duplicate, dropped }: Submitted) {
  return { run_id: id, ...(duplicate ? { duplicate } : dropped ? { dropped } : {}) };
}

/** What a webhook says whose run responds: in time, or in place of that. */
async function awaited(
  { id, duplicate, dropped }: Submitted,
  answers: CompiledAnswers,
  { answer, onAnswer }: Expected,
  { answerAgain, forgetAnswer }: WebhookAnswerOptions,
): Promise<WebhookAnswer> {
  try {
    // A repeat hears what the first delivery did, also when the flow says something else by now.
    const first = duplicate ? await answerAgain(id, onAnswer) : undefined;
    const { timeoutMs, fallback, whenFailed } = first?.answers ?? answers;
    const given = dropped ? undefined : await within(answer, timeoutMs);
    if (given !== undefined && !("ended" in given)) return given;
    return given?.ended === "failed" && whenFailed === "error" ? failedRun(id) : fallback;
  } finally {
    forgetAnswer(id, onAnswer);
  }
}

function failedRun(run_id: string): WebhookAnswer {
  const message = "the run failed before it responded; its record says why";
  return { status: 500, headers: {}, body: { error: { code: "run_failed", message }, run_id } };
}

interface Expected {
  readonly answer: Promise<Answer>;
  readonly onAnswer: OnAnswer;
}

function expectAnswer(): Expected {
  const calls: OnAnswer[] = [];
  const answer = new Promise<Answer>((resolve) => calls.push(resolve));
  return { answer, onAnswer: (given) => calls[0]?.(given) };
}

/** What comes in time, in milliseconds; undefined when nothing does. */
async function within<T>(coming: Promise<T>, ms: number): Promise<T | undefined> {
  let stopTimer: (() => void) | undefined;
  const late = new Promise<undefined>((resolve) => {
    stopTimer = after(ms, () => resolve(undefined));
  });
  const first = await Promise.race([coming, late]);
  stopTimer?.();
  return first;
}
