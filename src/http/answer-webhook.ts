import type { Response } from "express";
import type { Submitted } from "../engine/engine.ts";
import type { Answer, TriggerEvent } from "../engine/submit.ts";
import type { WebhookAnswer, WebhookFlow } from "../flows/compiled-flow.ts";
import { notesOf } from "./request-notes.ts";
import { sendJson } from "./send-json.ts";

export interface WebhookAnswerOptions {
  readonly submit: (event: TriggerEvent) => Promise<Submitted>;
  /** The webhook of a run waits no more for its answer. */
  readonly forgetAnswer: (runId: string) => void;
}

/** Starts the run of a webhook, and answers: 202, or what the flow's `respond` step says. */
export async function answerWebhook(
  event: TriggerEvent & { readonly flow: WebhookFlow },
  response: Response,
  { submit, forgetAnswer }: WebhookAnswerOptions,
): Promise<void> {
  const { flow } = event;
  const expected = flow.responds ? expectAnswer() : undefined;
  const { id, duplicate, dropped } = await submit(
    expected === undefined ? event : { ...event, onAnswer: expected.onAnswer },
  );
  const notes = notesOf(response);
  notes.runId = id;
  notes.result = duplicate ? "duplicate" : dropped ? "dropped" : "accepted";
  if (duplicate) return sendJson(response, 200, { run_id: id, duplicate });
  if (expected === undefined)
    return sendJson(response, 202, dropped ? { run_id: id, dropped } : { run_id: id });
  const { timeoutMs, fallback } = flow.webhook.respond;
  const given = dropped ? undefined : await within(expected.answer, timeoutMs);
  if (given === undefined) forgetAnswer(id);
  if (given === undefined || ("ended" in given && given.ended !== "failed"))
    return send(response, fallback);
  if ("ended" in given) {
    const message = "the run failed before it responded; its record says why";
    sendJson(response, 500, { error: { code: "run_failed", message }, run_id: id });
  } else send(response, given);
}

function expectAnswer(): { answer: Promise<Answer>; onAnswer: (answer: Answer) => void } {
  const calls: ((answer: Answer) => void)[] = [];
  const answer = new Promise<Answer>((resolve) => calls.push(resolve));
  return { answer, onAnswer: (given) => calls[0]?.(given) };
}

/** What comes in time, in milliseconds; undefined when nothing does. */
async function within<T>(coming: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  const first = await Promise.race([coming, late]);
  clearTimeout(timer);
  return first;
}

function send(response: Response, { status, headers, body }: WebhookAnswer): void {
  response.status(status).set(headers).json(body);
}
