/**
 * The only way out to AhaChat. The token goes into the JSON body, or into the query where a method
 * has no body: so a URL is a secret, and no error or log line may hold one.
 */
import type { Dispatcher } from "undici";
import type { JsonObject } from "../../documents/json-object.ts";
import { ActionError } from "../../errors.ts";
import { callApi, openApiPool } from "../../outgoing/api-pool.ts";
import { type CallSignal, tracedHeaders } from "../../outgoing/call-signal.ts";
import { CallSlots } from "../../outgoing/call-slots.ts";
import { answerFailure } from "../../outgoing/failure.ts";
import { LocalQuota } from "../../outgoing/local-quota.ts";
import { networkFailure } from "../../outgoing/network-failure.ts";
import type { Quota } from "../../outgoing/quota.ts";
import { retryAfterMs } from "../../outgoing/retry-after.ts";
import type { Connection } from "../action.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { saidBy } from "./messenger-errors.ts";
import { type GoodReply, parseReply, replyError } from "./reply.ts";
import { fillPath, withQuery } from "./request-path.ts";
import type { AhaChatConnectionSettings, Endpoint, EndpointName } from "./settings.ts";

const HEADERS = { accept: "application/json", "user-agent": "ahaflow" };
const BODY_HEADERS = { ...HEADERS, "content-type": "application/json" };

/** Whom a call is about. */
export type Target = { readonly user_id: string } | { readonly phone: string };

/** One bot of AhaChat, over connections that are kept open. */
export class AhaChatClient implements Connection {
  readonly type = "ahachat";
  readonly name: string;
  readonly timeoutMs: number;
  readonly settings: AhaChatConnectionSettings;
  readonly quota: Quota;
  readonly slots = new CallSlots();
  #pool: Promise<Dispatcher> | undefined;
  readonly #basePath: string;

  /** @param quota what bounds its calls, which may be more than those of this process */
  constructor(settings: AhaChatConnectionSettings, quota: Quota = new LocalQuota(settings)) {
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
   * Makes one call; the caller holds a place under the rate limit already. What the endpoint's
   * path does not name of the target goes along as a parameter.
   * @throws ActionError; what the request was aborted with, when it was
   */
  async call(
    name: EndpointName,
    target: Target,
    params: Readonly<Record<string, unknown>>,
    signal: CallSignal,
  ): Promise<GoodReply> {
    const endpoint: Endpoint = this.settings.endpoints[name] ?? ENDPOINTS[name];
    const filled = fillPath(endpoint.path, { bot_id: this.settings.botId, ...target });
    const path = this.#basePath + filled;
    const token = { ahachat_token: this.settings.botToken };
    const fields = Object.assign({}, params, unnamed(target, endpoint), token);
    try {
      this.#pool ??= openApiPool(this.settings.baseUrl);
      const { method } = endpoint;
      const request =
        method === "GET"
          ? { method, path: withQuery(path, fields), headers: tracedHeaders(HEADERS, signal) }
          : {
              method,
              path,
              headers: tracedHeaders(BODY_HEADERS, signal),
              body: JSON.stringify(fields),
            };
      const reply = await callApi(await this.#pool, request, signal, "AhaChat");
      const retryAfter = retryAfterMs(reply.headers["retry-after"]);
      return this.#read(name, reply.status, reply.text, retryAfter);
    } catch (error) {
      throw networkFailure(error, "AhaChat", signal);
    }
  }

  #read(
    name: EndpointName,
    status: number,
    text: string | undefined,
    retryAfter: number | undefined,
  ): GoodReply {
    const isGood = status >= 200 && status < 300;
    const reply = isGood && text === "" ? {} : parseReply(text ?? "");
    const said = reply?.["success"];
    if (isGood && reply !== undefined && (said === undefined || said === true))
      return { ...reply, success: true };
    const hint = this.#pathHint(name, status, reply);
    if (isGood && reply === undefined)
      throw new ActionError(
        "invalid_request",
        `AhaChat answered ${status} with something that is not a JSON object`,
        { code: "unexpected_reply", ...(hint === undefined ? {} : { hint }) },
      );
    const error = replyError(reply);
    const failure = answerFailure({
      who: "AhaChat",
      status,
      said: error && saidBy(error),
      retryAfterMs: retryAfter,
      hint,
    });
    if (failure.reason === "rate_limited" && retryAfter !== undefined) this.quota.pause(retryAfter);
    throw failure;
  }

  /** Where the path was assumed, what says that there is none, or none of this method, says that it is wrong. */
  #pathHint(name: EndpointName, status: number, reply: JsonObject | undefined): string | undefined {
    const isAssumed =
      this.settings.endpoints[name] === undefined && ENDPOINTS[name].mark === "assumed";
    if (!isAssumed || !isNoSuchPath(status, reply)) return undefined;
    return `the path of ${name} is assumed, not documented: give the right one in endpoints: of connection "${this.name}"`;
  }
}

/** A 404 of AhaChat's own is about the customer; a page or a redirect in the place of a reply is not its API's. */
function isNoSuchPath(status: number, reply: JsonObject | undefined): boolean {
  if (status === 405) return true;
  return reply === undefined && (status < 400 || status === 404 || status === 410);
}

function unnamed(target: Target, endpoint: Endpoint): Readonly<Record<string, unknown>> {
  const part = "phone" in target ? "{phone}" : "{user_id}";
  return endpoint.path.includes(part) ? {} : target;
}
