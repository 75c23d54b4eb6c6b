/**
 * The only way out to Telegram. The token is part of the path, as Telegram has it: so a URL is a secret, and no
 * error or log line may hold one.
 */
import type { JsonObject } from "../../documents/json-object.ts";
import { ActionError } from "../../errors.ts";
import type { CallSignal } from "../../outgoing/call-signal.ts";
import { LocalQuota } from "../../outgoing/local-quota.ts";
import type { Quota } from "../../outgoing/quota.ts";
import type { ActionContext } from "../action.ts";
import { ApiConnection } from "../api-connection.ts";
import { refusalOf } from "./answer.ts";
import { ChatPaces } from "./chat-pace.ts";
import type { TelegramConnectionSettings } from "./settings.ts";

/** One bot of Telegram. */
export class TelegramClient extends ApiConnection<TelegramConnectionSettings> {
  readonly paces = new ChatPaces();

  constructor(settings: TelegramConnectionSettings, quota: Quota = new LocalQuota(settings)) {
    super("Telegram", settings, quota);
  }

  /**
   * Calls a method of the Bot API.
   * @returns its `result`
   * @throws ActionError
   */
  async ask(method: string, params: JsonObject, signal: CallSignal): Promise<unknown> {
    const path = `/bot${this.settings.botToken}/${method}`;
    const answer = await this.call({ method: "POST", path, body: params, signal });
    const { status, body } = answer;
    if (status < 300 && body?.["ok"] === true) return body["result"];
    if (status < 300 && body?.["ok"] !== false)
      throw new ActionError(
        "invalid_request",
        `Telegram answered ${status} with no answer of its API`,
        {
          code: "unexpected_reply",
          hint: `correct base_url: of connection "${this.name}"`,
        },
      );
    const failure = refusalOf(answer, this.name);
    if (failure.reason === "rate_limited" && failure.retryAfterMs !== undefined)
      this.quota.pause(failure.retryAfterMs);
    throw failure;
  }
}

/** The client that the step's connection stands for. */
export function clientFor({ connection }: Pick<ActionContext, "connection">): TelegramClient {
  if (connection instanceof TelegramClient) return connection;
  throw new TypeError("an action of Telegram was given another connection");
}
