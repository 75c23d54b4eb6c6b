/**
 * Any HTTP call. URLs may hold secrets in their query, so errors show host and path alone.
 */
import type { Agent } from "undici";
import type { HttpRequestInput, HttpRequestOutput } from "../generated/actions.ts";
import type { ActionCode } from "./action.ts";
import { answerFailure, networkFailure } from "./failure.ts";
import { outgoingRequest } from "./http-outgoing.ts";
import { readResponse } from "./http-response.ts";
import { retryAfterMs } from "./retry-after.ts";

const DEFAULT_LARGEST_BYTES = 1024 * 1024;
/** What is read of a body that nobody wants, so that its connection can be used again. */
const DUMPED_BYTES = 64 * 1024;

let opened: Promise<Agent> | undefined;

/** Loads undici with the first call, as the client of AhaChat does. */
function openAgent(): Promise<Agent> {
  opened ??= import("undici").then(
    ({ Agent }) =>
      // The attempt's signal is the only clock of a call. Idle sockets do not keep the process alive.
      new Agent({ connections: 16, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 }),
  );
  return opened;
}

/** Calls any HTTP address; redirects are not followed. */
export const httpRequest: ActionCode<HttpRequestInput, HttpRequestOutput> = {
  name: "http.request",
  idempotent: false,
  prepare: openAgent,
  async run(input, { signal, idempotencyKey }) {
    const { url, method, headers, body } = outgoingRequest(input, idempotencyKey);
    const who = `${method} ${url.host}${url.pathname}`;
    try {
      const agent = await openAgent();
      const response = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers,
        signal,
        ...(body === undefined ? {} : { body }),
      });
      const status = response.statusCode;
      if (!isExpected(status, input.expect_status ?? ["2xx"])) {
        await response.body.dump({ limit: DUMPED_BYTES, signal });
        const retryAfter = retryAfterMs(response.headers["retry-after"]);
        throw answerFailure({ who, status, retryAfterMs: retryAfter });
      }
      return await readResponse(response, input.max_response_bytes ?? DEFAULT_LARGEST_BYTES, who);
    } catch (error) {
      throw networkFailure(error, who, signal);
    }
  },
};

function isExpected(status: number, expected: readonly (number | string)[]): boolean {
  return expected.some((one) => one === status || one === `${Math.floor(status / 100)}xx`);
}
