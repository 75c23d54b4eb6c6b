import type { Dispatcher } from "undici";
import { isJsonObject, type JsonObject } from "../documents/json-object.ts";
import { parseJson } from "../documents/parse-json.ts";
import { callApi, openApiPool } from "../outgoing/api-pool.ts";
import { type CallSignal, tracedHeaders } from "../outgoing/call-signal.ts";
import { CallSlots } from "../outgoing/call-slots.ts";
import { networkFailure } from "../outgoing/network-failure.ts";
import type { Quota } from "../outgoing/quota.ts";
import { retryAfterMs } from "../outgoing/retry-after.ts";
import type { Connection } from "./action.ts";
import type { ConnectionSettings } from "./connection-settings.ts";

/** One call of an API that speaks JSON. */
export interface ApiCall {
  readonly method: "GET" | "POST" | "PUT";
  /** Below the base URL, parts encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text as the form that it is. */
  readonly body?: JsonObject | string;
  readonly signal: CallSignal;
}

/** What was answered. */
export interface ApiAnswer {
  readonly status: number;
  /** Undefined when it is no object of JSON. */
  readonly body: JsonObject | undefined;
  /** Of the header Retry-After. */
  readonly retryAfterMs: number | undefined;
}

/** A connection to an API that speaks JSON over HTTP, kept open. */
export class ApiConnection<Settings extends ConnectionSettings> implements Connection {
  readonly name: string;
  readonly type: string;
  readonly timeoutMs: number;
  readonly settings: Settings;
  readonly quota: Quota;
  readonly slots = new CallSlots();
  /** As messages call it. */
  readonly #title: string;
  readonly #largestBytes: number | undefined;
  /** By base URL: an API may have its tokens elsewhere. */
  readonly #pools = new Map<string, Promise<Dispatcher>>();

  /**
   * @param quota what bounds its calls, which may be more than those of this process
   * @param largestBytes of an answer; 1 MiB unless given
   */
  constructor(title: string, settings: Settings, quota: Quota, largestBytes?: number) {
    this.#title = title;
    this.#largestBytes = largestBytes;
    this.name = settings.name;
    this.type = settings.type;
    this.timeoutMs = settings.timeoutMs;
    this.settings = settings;
    this.quota = quota;
  }

  async close(): Promise<void> {
    await this.slots.close();
    for (const pool of this.#pools.values()) await (await pool).close();
  }

  /**
   * Makes one call; the caller holds a place under the rate limit already.
   * @param baseUrl without a slash at the end
   * @throws ActionError for what is no answer; what the call was aborted with, when it was
   */
  async call(
    { method, path, headers, body, signal }: ApiCall,
    baseUrl = this.settings.baseUrl,
  ): Promise<ApiAnswer> {
    const type =
      typeof body === "string" ? "application/x-www-form-urlencoded" : "application/json";
    try {
      const request = {
        method,
        path: new URL(baseUrl).pathname.replace(/\/$/, "") + path,
        headers: tracedHeaders(
          {
            accept: "application/json",
            "user-agent": "ahaflow",
            ...headers,
            ...(body !== undefined && { "content-type": type }),
          },
          signal,
        ),
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      };
      const pool = await this.#poolOf(baseUrl);
      const reply = await callApi(pool, request, signal, this.#title, this.#largestBytes);
      return {
        status: reply.status,
        body: objectIn(reply.text),
        retryAfterMs: retryAfterMs(reply.headers["retry-after"]),
      };
    } catch (error) {
      throw networkFailure(error, this.#title, signal);
    }
  }

  #poolOf(baseUrl: string): Promise<Dispatcher> {
    const known = this.#pools.get(baseUrl);
    if (known !== undefined) return known;
    const made = openApiPool(baseUrl);
    this.#pools.set(baseUrl, made);
    return made;
  }
}

function objectIn(text: string | undefined): JsonObject | undefined {
  try {
    const value = text === undefined ? undefined : parseJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
