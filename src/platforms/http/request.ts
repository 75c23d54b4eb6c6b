/**
 * Any HTTP call. URLs may hold secrets in their query, so errors show host and path alone.
 */
import type { Dispatcher } from "undici";
import type { HttpRequestInput, HttpRequestOutput } from "../../generated/http.ts";
import { type CallSignal, tracedHeaders } from "../../outgoing/call-signal.ts";
import { type Answer, exchange, type Reading } from "../../outgoing/exchange.ts";
import { answerFailure } from "../../outgoing/failure.ts";
import { networkFailure } from "../../outgoing/network-failure.ts";
import type { Outbound } from "../../outgoing/outbound.ts";
import { agentFor, loadUndici } from "../../outgoing/outbound-agent.ts";
import { readResponse } from "../../outgoing/read-response.ts";
import { retryAfterMs } from "../../outgoing/retry-after.ts";
import type { ActionCode } from "../action.ts";
import { type OutgoingRequest, outgoingRequest } from "./outgoing-request.ts";
import { isRedirect, redirected } from "./redirect.ts";
import { slotsFor } from "./slots.ts";

const DEFAULT_LARGEST_BYTES = 1024 * 1024;

/** Calls any HTTP address that {@link Outbound} lets through. */
export const httpRequest: ActionCode<HttpRequestInput, HttpRequestOutput> = {
  name: "http.request",
  idempotent: false,
  prepare: loadUndici,
  slots: ({ url }, outbound) => slotsFor(url, outbound),
  async run(input, { signal, idempotencyKey, outbound }) {
    const agent = await agentFor(outbound);
    let request = outgoingRequest(input, idempotencyKey);
    try {
      for (let left = input.max_redirects ?? 0; ; left--) {
        const reading = readingOf(input, request, signal, left > 0);
        const answer = await send(request, agent, outbound, reading);
        const { status, headers } = answer;
        const next = left > 0 ? redirected(request, status, headers["location"]) : undefined;
        if (next === undefined) return await result(input, answer, reading);
        request = next;
      }
    } catch (error) {
      throw networkFailure(error, whom(request), signal);
    }
  },
};

function readingOf(
  { expect_status, max_response_bytes = DEFAULT_LARGEST_BYTES }: HttpRequestInput,
  request: OutgoingRequest,
  signal: CallSignal,
  mayFollow: boolean,
): Reading {
  return {
    signal,
    who: whom(request),
    largestBytes: max_response_bytes,
    hint: "raise max_response_bytes",
    isWanted: (status, { location }) =>
      isExpected(status, expect_status) && !(mayFollow && isRedirect(status, location)),
  };
}

function send(
  { url, method, headers, body }: OutgoingRequest,
  agent: Dispatcher,
  outbound: Outbound,
  reading: Reading,
): Promise<Answer> {
  outbound.check(url);
  const path = url.pathname + url.search;
  const sent = body === undefined ? {} : { body };
  const told = tracedHeaders(headers, reading.signal);
  return exchange(agent, { origin: url.origin, path, method, headers: told, ...sent }, reading);
}

async function result(
  { expect_status }: HttpRequestInput,
  answer: Answer,
  reading: Reading,
): Promise<HttpRequestOutput> {
  const { status, headers } = answer;
  if (isExpected(status, expect_status)) return readResponse(answer, reading);
  const retryAfter = retryAfterMs(headers["retry-after"]);
  throw answerFailure({ who: reading.who, status, retryAfterMs: retryAfter });
}

function whom({ method, url }: OutgoingRequest): string {
  return `${method} ${url.host}${url.pathname}`;
}

function isExpected(status: number, expected: readonly (number | string)[] = ["2xx"]): boolean {
  return expected.some((one) => one === status || one === `${Math.floor(status / 100)}xx`);
}
