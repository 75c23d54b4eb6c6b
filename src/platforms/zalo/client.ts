/** The only way out to Zalo. A token that was refused is read once more, for somebody may have renewed it. */
import type { JsonObject } from "../../documents/json-object.ts";
import type { CallSignal } from "../../outgoing/call-signal.ts";
import { LocalQuota } from "../../outgoing/local-quota.ts";
import type { Quota } from "../../outgoing/quota.ts";
import type { ActionContext } from "../action.ts";
import { type ApiAnswer, ApiConnection } from "../api-connection.ts";
import { isBadToken, isTaken, refusalOf } from "./answer.ts";
import type { ZaloConnectionSettings } from "./settings.ts";
import { TokenFile } from "./token-file.ts";

/** Where official accounts are; templates have a host of their own. */
export const ZALO = "https://openapi.zalo.me";
const TEMPLATES = "https://business.openapi.zalo.me";

/** What the simulator takes for a token: any. */
const SIMULATED = "token_for_the_simulator";

/** One official account. */
export class ZaloClient extends ApiConnection<ZaloConnectionSettings> {
  readonly #file: TokenFile | undefined;

  constructor(settings: ZaloConnectionSettings, quota: Quota = new LocalQuota(settings)) {
    super("Zalo", settings, quota);
    const { tokenFile, isSimulated, name } = settings;
    if (tokenFile !== undefined && isSimulated !== true)
      this.#file = new TokenFile(tokenFile, name);
  }

  /** Sends a text. @returns `data` of the answer @throws ActionError */
  sendText(body: JsonObject, signal: CallSignal): Promise<unknown> {
    return this.#post("/v3.0/oa/message/cs", body, signal, this.settings.baseUrl);
  }

  /** Sends a template. @returns `data` of the answer @throws ActionError */
  sendTemplate(body: JsonObject, signal: CallSignal): Promise<unknown> {
    const { baseUrl } = this.settings;
    return this.#post("/message/template", body, signal, baseUrl === ZALO ? TEMPLATES : baseUrl);
  }

  async #post(
    path: string,
    body: JsonObject,
    signal: CallSignal,
    baseUrl: string,
  ): Promise<unknown> {
    const ask = (token: string): Promise<ApiAnswer> =>
      this.call({ method: "POST", path, body, headers: { access_token: token }, signal }, baseUrl);
    const token = await this.#token();
    let answer = await ask(token);
    if (isBadToken(answer)) {
      const other = await this.#file?.insteadOf(token);
      if (other !== undefined) answer = await ask(other);
    }
    if (isTaken(answer)) return answer.body?.["data"];
    const failure = refusalOf(answer, this.name);
    if (failure.reason === "rate_limited" && failure.retryAfterMs !== undefined)
      this.quota.pause(failure.retryAfterMs);
    throw failure;
  }

  async #token(): Promise<string> {
    return this.#file?.current() ?? this.settings.accessToken ?? SIMULATED;
  }
}

/** The client that the step's connection stands for. */
export function clientFor({ connection }: Pick<ActionContext, "connection">): ZaloClient {
  if (connection instanceof ZaloClient) return connection;
  throw new TypeError("an action of Zalo was given another connection");
}
