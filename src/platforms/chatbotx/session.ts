import { createHash } from "node:crypto";
import { anotherPlace, asking } from "../../outgoing/asking.ts";
import type { CallSignal } from "../../outgoing/call-signal.ts";
import type { ActionContext } from "../action.ts";
import { isNotFound } from "./answer.ts";
import { ChatbotxClient, type Method, type Request } from "./client.ts";
import { retell } from "./retell.ts";

/** As long as the later server takes (code), less what tells the writes of a step apart. */
const LONGEST_KEY = 255 - 17;

/** Calls that fail with `not_found` for no other reason than the contact's id. */
const ABOUT_A_CONTACT = /^\/v1\/contacts\/id:[^/]+(\/(tags|custom-fields|block|unblock))?$/;

/** What to do about a call that found nobody; undefined where something else may be missing. */
function notAContact(path: string): string | undefined {
  if (!ABOUT_A_CONTACT.test(path)) return undefined;
  return "contact_id is ChatbotX's own number of the contact; an id of Messenger or Zalo goes into channel_user_id";
}

/** The calls of one attempt of a step. */
export class Session {
  readonly client: ChatbotxClient;
  readonly signal: CallSignal;
  readonly #key: string;
  #calls = 0;

  constructor(
    client: ChatbotxClient,
    { signal, idempotencyKey }: Pick<ActionContext, "signal" | "idempotencyKey">,
  ) {
    this.client = client;
    this.signal = signal;
    const fits = idempotencyKey.length <= LONGEST_KEY && /^[\x21-\x7e]+$/.test(idempotencyKey);
    this.#key = fits ? idempotencyKey : digest(idempotencyKey);
  }

  get settings(): ChatbotxClient["settings"] {
    return this.client.settings;
  }

  /** Asks. @throws ActionError */
  async read(path: string): Promise<unknown> {
    await this.#place();
    return asking(this.signal, (signal) => this.#request({ method: "GET", path, signal }));
  }

  /**
   * Changes something. The key says which write of the step it is by what it asks for: an attempt
   * that needs another number of writes gives none of them the key of another.
   * @throws ActionError
   */
  async write(method: Exclude<Method, "GET">, path: string, body?: unknown): Promise<unknown> {
    await this.#place();
    const which = digest(JSON.stringify([method, path, body])).slice(0, 16);
    return this.#request({
      method,
      path,
      body,
      signal: this.signal,
      idempotencyKey: `${this.#key}#${which}`,
    });
  }

  async #request(request: Request): Promise<unknown> {
    try {
      return await this.client.request(request);
    } catch (error) {
      throw isNotFound(error) ? retell(error, { hint: notAContact(request.path) }) : error;
    }
  }

  /** A place under the rate limit; the engine has taken that of the first call. */
  async #place(): Promise<void> {
    this.#calls += 1;
    if (this.#calls > 1) await anotherPlace(this.client.quota, this.signal);
  }
}

/** The session of a step's attempt. */
export function sessionFor(context: ActionContext, actionName: string): Session {
  const { connection } = context;
  if (connection instanceof ChatbotxClient) return new Session(connection, context);
  throw new TypeError(`${actionName} was given no ChatbotX connection`);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
