import type { RunValues } from "../../engine/walk/run-scope.ts";
import { ActionError } from "../../errors.ts";
import type { CompiledHandshake, CompiledWebhook } from "../../flows/compiled-flow.ts";
import type { Credential } from "../../generated/flow.ts";
import type { WebhookRequest } from "../webhook.ts";
import { allOf, isOneOf } from "./same-text.ts";
import { Sent } from "./sent.ts";

/** The handshake that a request is meant as, if its flow has one. */
export function handshakeOf(
  { auth: { handshake }, methods }: CompiledWebhook,
  request: WebhookRequest,
): CompiledHandshake | undefined {
  if (handshake === undefined || request.method !== "GET") return undefined;
  const isAsked = new URLSearchParams(request.query).has(handshake.challengeIn);
  return isAsked || !methods.includes("GET") ? handshake : undefined;
}

/** The text that a handshake is answered with; undefined where its token is not the right one. */
export function challengeOf(
  { token, tokenIn, challengeIn }: CompiledHandshake,
  request: WebhookRequest,
  values: RunValues,
): string | undefined {
  const sent = new Sent(request);
  try {
    const good = allOf(token.render({ ...values }) as Credential);
    return isOneOf(sent.parameter(tokenIn), good) ? sent.parameter(challengeIn) : undefined;
  } catch (error) {
    if (error instanceof ActionError) return undefined;
    throw error;
  }
}
