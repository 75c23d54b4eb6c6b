/**
 * Any HTTP call. URLs may hold secrets in their query, so errors show host and path alone.
 */
import type { Dispatcher } from "undici";
import type { HttpRequestInput, HttpRequestOutput } from "../../generated/http.ts";
import { type CallSignal, tracedHeaders } from "../../outgoing/call-signal.ts";
import { answerFailure } from "../../outgoing/failure.ts";
import { networkFailure } from "../../outgoing/network-failure.ts";
import type { Outbound } from "../../outgoing/outbound.ts";
import { agentFor, loadUndici } from "../../outgoing/outbound-agent.ts";
import { DUMPED_BYTES, readResponse } from "../../outgoing/read-response.ts";
import { retryAfterMs } from "../../outgoing/retry-after.ts";
import type { ActionCode } from "../action.ts";
import { type OutgoingRequest, outgoingRequest } from "./outgoing-request.ts";
import { redirected } from "./redirect.ts";
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
        const response = await send(request, agent, outbound, signal);
        const { statusCode, headers } = response;
        const next = left > 0 ? redirected(request, statusCode, headers["location"]) : undefined;
        if (next === undefined) return await result(input, request, response);
        await response.body.dump({ limit: DUMPED_BYTES });
        request = next;
      }
    } catch (error) {
      throw networkFailure(error, whom(request), signal);
    }
  },
};

function send(
  { url, method, headers, body }: OutgoingRequest,
  agent: Dispatcher,
  outbound: Outbound,
  signal: CallSignal,
): Promise<Dispatcher.ResponseData> {
  outbound.check(url);
  const path = url.pathname + url.search;
  const sent = body === undefined ? {} : { body };
  const told = tracedHeaders(headers, signal);
  return agent.request({ origin: url.origin, path, method, headers: told, signal, ...sent });
}

async function result(
  { expect_status = ["2xx"], max_response_bytes = DEFAULT_LARGEST_BYTES }: HttpRequestInput,
  request: OutgoingRequest,
  response: Dispatcher.ResponseData,
): Promise<HttpRequestOutput> {
  const status = response.statusCode;
  if (isExpected(status, expect_status))
    return readResponse(response, max_response_bytes, whom(request), "raise max_response_bytes");
  await response.body.dump({ limit: DUMPED_BYTES });
  const retryAfter = retryAfterMs(response.headers["retry-after"]);
  throw answerFailure({ who: whom(request), status, retryAfterMs: retryAfter });
}

function whom({ method, url }: OutgoingRequest): string {
  return `${method} ${url.host}${url.pathname}`;
}

function isExpected(status: number, expected: readonly (number | string)[]): boolean {
  return expected.some((one) => one === status || one === `${Math.floor(status / 100)}xx`);
}
