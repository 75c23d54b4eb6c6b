import type { Response } from "express";
import type { TriggerEvent } from "../../engine/accept/submit.ts";
import type { Submitted } from "../../engine/engine.ts";
import type { AcceptedAnswer, CompiledWebhook } from "../../flows/compiled-flow.ts";
import { toldOf } from "./answer-webhook.ts";
import { notesOf } from "./request-notes.ts";

/**
 * Starts the runs of a delivery's list in their order, and answers when all are kept. At the first that is not, the
 * sender hears so and sends again: those that are kept are repeats then.
 */
export async function answerEntries(
  events: readonly TriggerEvent[],
  { accepted, repeated = accepted }: Pick<CompiledWebhook, "accepted" | "repeated">,
  response: Response,
  submit: (event: TriggerEvent) => Promise<Submitted>,
): Promise<void> {
  const submitted: Submitted[] = [];
  // One after the other: side by side, repeats would take the room of those that are new, in each try again.
  for (const event of events) submitted.push(await submit(event));
  const isNew = submitted.some(({ duplicate }) => !duplicate);
  const notes = notesOf(response);
  const [first] = submitted;
  if (first !== undefined) notes.runId = (submitted.find((one) => !one.duplicate) ?? first).id;
  notes.result = isNew ? "accepted" : first === undefined ? "trial" : "duplicate";
  const told = { runs: submitted.map(toldOf) };
  const fallback: AcceptedAnswer = { status: isNew ? 202 : 200, headers: {} };
  const { status, headers, body = told } = (isNew ? accepted : repeated) ?? fallback;
  response.status(status).set(headers).json(body);
}
