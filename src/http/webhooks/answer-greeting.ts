import type { Response } from "express";
import type { CompiledWebhook } from "../../flows/compiled-flow.ts";
import type { Greeting } from "./gate.ts";
import { notesOf } from "./request-notes.ts";

/** Answers a handshake with its text, and a trial as a delivery; neither starts a run. */
export function answerGreeting(
  greeting: Greeting,
  { accepted }: Pick<CompiledWebhook, "accepted">,
  response: Response,
): void {
  notesOf(response).result = "trial";
  if (greeting === "trial") {
    const { status, headers, body = {} } = accepted ?? { status: 200, headers: {} };
    response.status(status).set(headers).json(body);
  }
  // It is what somebody sent: no browser may take it for a page.
  else
    response
      .set({ "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" })
      .send(greeting.challenge);
}
