import { asRecord, asTexts, ControlError, onlyKnownKeys } from "../../simulator/control-error.ts";
import type { Fields } from "../../simulator/fields.ts";
import { isFields } from "../../simulator/fields.ts";
import { Recent } from "../../simulator/recent.ts";
import { Refusal } from "./refusal.ts";

const LONGEST_TEXT = 2_000;

/** What the account has sent: a text, or a template. */
type Sent = Fields & { readonly message_id: string; readonly at: string };

/** One official account, and who can be written to. */
export class Account {
  #sent = new Recent<Sent>(10_000);
  /** The only token that is good; undefined: any. */
  #token: string | undefined;
  /** The only refresh token that is good, once; undefined: any. */
  #refreshToken: string | undefined;
  #renewed = 0;
  /** People who wrote too long ago. */
  #silent = new Set<string>();
  /** Numbers that nobody at Zalo has. */
  #unknown = new Set<string>();
  /** The parameters of each template; undefined: any template with any. */
  #templates: ReadonlyMap<string, readonly string[]> | undefined;

  /** @throws ControlError */
  seed(value: unknown): void {
    const seed = asRecord(value, "the seed");
    onlyKnownKeys(
      seed,
      ["access_token", "refresh_token", "silent", "unknown_phones", "templates"],
      "the seed",
    );
    this.#token = textIn(seed, "access_token") ?? this.#token;
    this.#refreshToken = textIn(seed, "refresh_token") ?? this.#refreshToken;
    const { templates } = seed;
    for (const id of asTexts(seed["silent"] ?? [], "silent")) this.#silent.add(id);
    for (const phone of asTexts(seed["unknown_phones"] ?? [], "unknown_phones"))
      this.#unknown.add(phone);
    if (templates === undefined) return;
    const named = Object.entries(asRecord(templates, "templates"));
    this.#templates = new Map(named.map(([id, names]) => [id, asTexts(names, `template ${id}`)]));
  }

  clear(): void {
    this.#sent = new Recent(10_000);
    this.#token = undefined;
    this.#refreshToken = undefined;
    this.#renewed = 0;
    this.#silent = new Set();
    this.#unknown = new Set();
    this.#templates = undefined;
  }

  snapshot(): object {
    return { sent: this.#sent.toArray(), renewed: this.#renewed };
  }

  /** @throws Refusal */
  takeText(token: string | undefined, body: Fields): object {
    this.#letIn(token, -216);
    const id = isFields(body["recipient"]) ? body["recipient"]["user_id"] : undefined;
    const text = isFields(body["message"]) ? body["message"]["text"] : undefined;
    if (typeof id !== "string" || !/^\d+$/.test(id)) throw new Refusal(-201, "user_id is invalid");
    if (typeof text !== "string" || text.trim() === "" || Array.from(text).length > LONGEST_TEXT)
      throw new Refusal(-210, "message is invalid");
    if (this.#silent.has(id))
      throw new Refusal(-230, "User has not interacted with the OA in the past 7 days");
    return { message_id: this.#keep({ user_id: id, text }), user_id: id };
  }

  /** @throws Refusal */
  takeTemplate(token: string | undefined, body: Fields): object {
    this.#letIn(token, -124);
    const { phone, template_id: template, template_data: data, tracking_id: tracking } = body;
    if (typeof phone !== "string" || !/^84\d{9}$/.test(phone))
      throw new Refusal(-108, "Phone number invalid");
    if (this.#unknown.has(phone)) throw new Refusal(-118, "Zalo account not existed");
    const names = this.#templates === undefined ? [] : this.#templates.get(String(template));
    if (typeof template !== "string" || names === undefined)
      throw new Refusal(-109, "Template ID invalid");
    if (!isFields(data) || names.some((name) => data[name] === undefined))
      throw new Refusal(-1122, "A parameter of the template is missing");
    const sent = { phone, template_id: template, template_data: data, tracking_id: tracking };
    return { msg_id: this.#keep(sent), sent_time: String(Date.now()) };
  }

  /** The next tokens; those before are none any more. @throws Refusal */
  giveTokens(secret: string | undefined, form: Fields): object {
    const { refresh_token: given, app_id: app, grant_type: grant } = form;
    if (secret === undefined || typeof app !== "string" || grant !== "refresh_token")
      throw new Refusal(-14_002, "Invalid app");
    if (this.#refreshToken !== undefined && given !== this.#refreshToken)
      throw new Refusal(-14_020, "Invalid refresh token");
    this.#renewed++;
    this.#token = `access-${this.#renewed}`;
    this.#refreshToken = `refresh-${this.#renewed}`;
    return { access_token: this.#token, refresh_token: this.#refreshToken, expires_in: "90000" };
  }

  #letIn(token: string | undefined, code: number): void {
    if (token === undefined || (this.#token !== undefined && token !== this.#token))
      throw new Refusal(code, "Access token is invalid");
  }

  #keep(message: Fields): string {
    const id = (this.#sent.total + 1).toString(16).padStart(20, "0");
    this.#sent.push({ ...message, message_id: id, at: new Date().toISOString() });
    return id;
  }
}

/** @throws ControlError */
function textIn(seed: Fields, key: string): string | undefined {
  const value = seed[key];
  if (value === undefined || typeof value === "string") return value;
  throw new ControlError("invalid", `${key} must be a text`);
}
