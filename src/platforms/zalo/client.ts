/** The only way out to Zalo. A token that was refused is read once more, for somebody may have renewed it. */
import type { JsonObject } from "../../documents/json-object.ts";
import { ActionError } from "../../errors.ts";
import { CallSignal } from "../../outgoing/call-signal.ts";
import { LocalQuota } from "../../outgoing/local-quota.ts";
import type { Quota } from "../../outgoing/quota.ts";
import type { ActionContext } from "../action.ts";
import { type ApiAnswer, ApiConnection } from "../api-connection.ts";
import { isBadToken, isTaken, refusalOf } from "./answer.ts";
import { RenewedToken } from "./renewed-token.ts";
import type { ZaloConnectionSettings } from "./settings.ts";
import { TokenFile, type TokenSource } from "./token-file.ts";

/** Where official accounts are; templates have a host of their own. */
export const ZALO = "https://openapi.zalo.me";
const TEMPLATES = "https://business.openapi.zalo.me";
const TOKENS = "https://oauth.zaloapp.com";

/** Time that asking for a token may take, less than an attempt has, in milliseconds. */
const LONGEST_RENEWAL_MS = 10_000;

/** What the simulator takes for a token: any. */
const SIMULATED = "token_for_the_simulator";

/** One official account. */
export class ZaloClient extends ApiConnection<ZaloConnectionSettings> {
  /** Undefined: the settings have the token. */
  readonly #tokens: TokenSource | undefined;

  constructor(settings: ZaloConnectionSettings, quota: Quota = new LocalQuota(settings)) {
    super("Zalo", settings, quota);
    const { tokenFile, isSimulated, refresh, name } = settings;
    if (tokenFile === undefined || isSimulated === true) return;
    this.#tokens =
      refresh === undefined
        ? new TokenFile(tokenFile, name)
        : new RenewedToken(tokenFile, name, (token, sent) =>
            this.#askForPair(refresh, token, sent),
          );
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
      const other = await this.#tokens?.insteadOf(token).catch(refusedToo);
      if (other !== undefined) answer = await ask(other);
      if (other !== undefined && isBadToken(answer)) this.#tokens?.clear?.(other);
    }
    if (isTaken(answer)) return answer.body?.["data"];
    const failure = refusalOf(answer, this.name);
    if (failure.reason === "rate_limited" && failure.retryAfterMs !== undefined)
      this.quota.pause(failure.retryAfterMs);
    throw failure;
  }

  async #token(): Promise<string> {
    return this.#tokens?.current() ?? this.settings.accessToken ?? SIMULATED;
  }

  /** On its own: whether a token was asked for says nothing of the message that needs it. */
  async #askForPair(
    { appId, secretKey }: NonNullable<ZaloConnectionSettings["refresh"]>,
    refreshToken: string,
    sent: () => void,
  ): Promise<ApiAnswer> {
    const form = { refresh_token: refreshToken, app_id: appId, grant_type: "refresh_token" };
    const body = new URLSearchParams(form).toString();
    const signal = new CallSignal();
    const late = new ActionError(
      "unavailable",
      `Zalo gave no token within ${LONGEST_RENEWAL_MS} ms`,
      { code: "no_token" },
    );
    const timer = setTimeout(() => signal.abort(late), LONGEST_RENEWAL_MS);
    const { baseUrl } = this.settings;
    const headers = { secret_key: secretKey };
    try {
      return await this.call(
        { method: "POST", path: "/v4/oa/access_token", body, headers, signal },
        baseUrl === ZALO ? TOKENS : baseUrl,
      );
    } finally {
      clearTimeout(timer);
      if (signal.progress === "sent") sent();
    }
  }
}

/** That there is no other token now leaves no doubt about the message: it was refused. */
function refusedToo(error: unknown): undefined {
  if (error instanceof ActionError && error.reason === "unavailable") return undefined;
  throw error;
}

/** The client that the step's connection stands for. */
export function clientFor({ connection }: Pick<ActionContext, "connection">): ZaloClient {
  if (connection instanceof ZaloClient) return connection;
  throw new TypeError("an action of Zalo was given another connection");
}
