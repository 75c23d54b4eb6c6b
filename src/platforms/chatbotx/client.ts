/** The only way out to ChatbotX. The token goes into a header, and is never part of a URL. */
import type { Dispatcher } from "undici";
import { callApi, openApiPool } from "../../outgoing/api-pool.ts";
import { type CallSignal, tracedHeaders } from "../../outgoing/call-signal.ts";
import { CallSlots } from "../../outgoing/call-slots.ts";
import { LocalQuota } from "../../outgoing/local-quota.ts";
import { networkFailure } from "../../outgoing/network-failure.ts";
import type { Quota } from "../../outgoing/quota.ts";
import { retryAfterMs } from "../../outgoing/retry-after.ts";
import type { Connection } from "../action.ts";
import { readAnswer } from "./answer.ts";
import type { ChatbotxConnectionSettings } from "./settings.ts";

/** The servers that are known: `2026-08` is the one that was run, `later` what newer files say. */
export type Dialect = "2026-08" | "later";

/** As ChatbotX's own API calls it. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One call. */
export interface Request {
  readonly method: Method;
  /** Below the base URL, parts encoded. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Of a write: the same for the same write of the same step. */
  readonly idempotencyKey?: string;
  readonly signal: CallSignal;
}

/** One workspace of ChatbotX, over connections that are kept open. */
export class ChatbotxClient implements Connection {
  readonly type = "chatbotx";
  readonly name: string;
  readonly timeoutMs: number;
  readonly settings: ChatbotxConnectionSettings;
  readonly quota: Quota;
  readonly slots = new CallSlots();
  /** Which server answers, once it was asked. */
  dialect: Dialect | undefined;
  #pool: Promise<Dispatcher> | undefined;
  readonly #basePath: string;

  /** @param quota what bounds its calls, which may be more than those of this process */
  constructor(settings: ChatbotxConnectionSettings, quota: Quota = new LocalQuota(settings)) {
    this.name = settings.name;
    this.timeoutMs = settings.timeoutMs;
    this.settings = settings;
    this.quota = quota;
    this.#basePath = new URL(settings.baseUrl).pathname.replace(/\/$/, "");
  }

  async close(): Promise<void> {
    await this.slots.close();
    await (await this.#pool)?.close();
  }

  /**
   * Makes one call; the caller holds a place under the rate limit already.
   * @returns the JSON of the answer; undefined for an answer without a body
   * @throws ActionError; what the request was aborted with, when it was
   */
  async request({ method, path, body, idempotencyKey, signal }: Request): Promise<unknown> {
    try {
      this.#pool ??= openApiPool(this.settings.baseUrl);
      const request = {
        method,
        path: this.#basePath + path,
        headers: tracedHeaders(
          {
            accept: "application/json",
            "user-agent": "ahaflow",
            authorization: `Bearer ${this.settings.token}`,
            ...(body !== undefined && { "content-type": "application/json" }),
            ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
          },
          signal,
        ),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      };
      const { status, headers, text } = await callApi(
        await this.#pool,
        request,
        signal,
        "ChatbotX",
      );
      return readAnswer({
        connection: this.name,
        status,
        type: String(headers["content-type"] ?? ""),
        text,
        retryAfterMs: retryAfterMs(headers["retry-after"]),
        pause: (ms) => this.quota.pause(ms),
      });
    } catch (error) {
      throw networkFailure(error, "ChatbotX", signal);
    }
  }
}
