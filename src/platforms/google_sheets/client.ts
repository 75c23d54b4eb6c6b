/** The only way out to Google Sheets: a token is fetched, kept while it is good, and renewed once when it is refused. */
import type { JsonObject } from "../../documents/json-object.ts";
import { ActionError } from "../../errors.ts";
import { anotherPlace, asking } from "../../outgoing/asking.ts";
import type { CallSignal } from "../../outgoing/call-signal.ts";
import { LocalQuota } from "../../outgoing/local-quota.ts";
import type { Quota } from "../../outgoing/quota.ts";
import { type ApiAnswer, type ApiCall, ApiConnection } from "../api-connection.ts";
import { readAccount, tokenRequest } from "./account.ts";
import { refusalOf, tokenRefusal } from "./answer.ts";
import type { SheetsConnectionSettings } from "./settings.ts";

/** A column of a hundred thousand cells has some MB. */
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;

/** A token that ends so soon is not used any more, in milliseconds. */
const NEARLY_OVER_MS = 60_000;

interface Token {
  readonly text: string;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** A service account at Google Sheets. */
export class SheetsClient extends ApiConnection<SheetsConnectionSettings> {
  #token: Promise<Token> | undefined;

  constructor(settings: SheetsConnectionSettings, quota: Quota = new LocalQuota(settings)) {
    super("Google Sheets", settings, quota, LARGEST_ANSWER_BYTES);
  }

  /** Reads something. @throws ActionError */
  read(path: string, signal: CallSignal): Promise<JsonObject> {
    return asking(signal, (own) => this.#ask({ method: "GET", path, signal: own }));
  }

  /** Reads something more in the same step, for which it takes a place of its own. @throws ActionError */
  async readMore(path: string, signal: CallSignal): Promise<JsonObject> {
    await anotherPlace(this.quota, signal);
    return this.read(path, signal);
  }

  /** Changes something. Google counts what is written apart from what is read. @throws ActionError */
  write(path: string, body: JsonObject, signal: CallSignal): Promise<JsonObject> {
    return this.#ask({ method: "POST", path, body, signal });
  }

  async #ask(call: ApiCall): Promise<JsonObject> {
    const { text } = await this.#currentToken(call.signal);
    let answer = await this.#with(text, call);
    if (answer.status === 401) {
      if ((await this.#token)?.text === text) this.#token = undefined;
      answer = await this.#with((await this.#currentToken(call.signal)).text, call);
    }
    if (answer.status >= 200 && answer.status < 300 && answer.body !== undefined)
      return answer.body;
    const failure = refusalOf(answer, this.settings);
    if (failure.reason === "rate_limited" && failure.retryAfterMs !== undefined)
      this.quota.pause(failure.retryAfterMs);
    throw failure;
  }

  #with(token: string, call: ApiCall): Promise<ApiAnswer> {
    return this.call({ ...call, headers: { authorization: `Bearer ${token}` } });
  }

  /** Those who ask meanwhile share one fetch. */
  async #currentToken(signal: CallSignal): Promise<Token> {
    const known = this.#token;
    if (known !== undefined) {
      const token = await known.catch(() => undefined);
      if (token !== undefined && token.until - NEARLY_OVER_MS > Date.now()) return token;
      if (this.#token !== known) return this.#currentToken(signal);
    }
    const fetched = asking(signal, (own) => this.#fetchToken(own));
    this.#token = fetched;
    // Whoever comes next tries again.
    fetched.catch(() => {
      if (this.#token === fetched) this.#token = undefined;
    });
    return fetched;
  }

  async #fetchToken(signal: CallSignal): Promise<Token> {
    const { baseUrl, credentials, name } = this.settings;
    const isGoogle = baseUrl === GOOGLE;
    const home = isGoogle ? "https://oauth2.googleapis.com" : baseUrl;
    const account = readAccount(credentials, name);
    const body = tokenRequest(account, `${home}/token`, Date.now());
    const answer = await this.call({ method: "POST", path: "/token", body, signal }, home);
    const { access_token: text, expires_in: seconds = 3_600 } = answer.body ?? {};
    if (answer.status >= 300) throw tokenRefusal(answer, name);
    if (typeof text === "string" && typeof seconds === "number")
      return { text, until: Date.now() + seconds * 1_000 };
    throw new ActionError("invalid_request", "Google answered without a token", {
      code: "unexpected_reply",
    });
  }
}

/** Where the API is. */
export const GOOGLE = "https://sheets.googleapis.com";

/** The client that the step's connection stands for. */
export function clientFor({ connection }: { readonly connection?: unknown }): SheetsClient {
  if (connection instanceof SheetsClient) return connection;
  throw new TypeError("an action of google_sheets was given another connection");
}
