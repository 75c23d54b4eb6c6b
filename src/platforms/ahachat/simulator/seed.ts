import { timeWithZone } from "../../../written-time.ts";
import { asRecord, asTexts, ControlError, onlyKnownKeys } from "../../simulator/control-error.ts";
import { durationMs } from "../../simulator/duration.ts";
import type { Fields } from "../../simulator/fields.ts";
import type { Profile } from "../../simulator/invented-profile.ts";
import { checkJsonApi } from "./check-json-api.ts";
import { normalizePhone } from "./phone.ts";

/** What a simulated platform starts with, or is given on the way; the wire's names. */
export interface Seed {
  readonly bots?: Readonly<Record<string, BotSeed>>;
  /** Answer 400 to the three message tags that Meta has retired. Default false. */
  readonly reject_retired_tags?: boolean;
  /** How long the answer of a JSON API block may take: `10s`, or milliseconds. Default 10s. */
  readonly json_api_timeout?: string | number;
}

export interface BotSeed {
  /** Without one, the first token that comes is the bot's. */
  readonly token?: string;
  /** By name with their messages, or names only. */
  readonly blocks?: readonly string[] | Readonly<Record<string, BlockSeed>>;
  readonly tags?: readonly string[];
  readonly users?: Readonly<Record<string, UserSeed>>;
}

export interface BlockSeed {
  readonly messages?: readonly unknown[];
  readonly json_api?: JsonApiSeed;
}

/** The request of a JSON API block; `{{attribute}}` may stand in every value of it. */
export interface JsonApiSeed {
  /** Default GET. */
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
  /** Sent as a form; instead of `body`. */
  readonly form?: Readonly<Record<string, string>>;
}

/** What is left out keeps its value; for a new user it is invented, and the window is open. */
export interface UserSeed extends Partial<Readonly<Profile>> {
  /** Replaces the tags. */
  readonly tags?: readonly string[];
  /** Merged by name. */
  readonly attributes?: Fields;
  /** ISO 8601; null for a customer who never wrote. */
  readonly last_interaction_at?: string | null;
  /** False answers every send with code 551. */
  readonly reachable?: boolean;
}

const PROFILE = ["first_name", "last_name", "gender", "locale"] as const;
const USER = [...PROFILE, "phone", "tags", "attributes", "last_interaction_at", "reachable"];

/**
 * Checks a seed from outside, whole, before any of it is used.
 * @throws ControlError that names the place of the first mistake
 */
export function parseSeed(value: unknown): Seed {
  const seed = asRecord(value, "seed");
  onlyKnownKeys(seed, ["bots", "reject_retired_tags", "json_api_timeout"], "seed");
  optional(seed, "reject_retired_tags", "boolean", "seed");
  if (seed["json_api_timeout"] !== undefined)
    durationMs(seed["json_api_timeout"], "json_api_timeout");
  for (const [id, bot] of Object.entries(asRecord(seed["bots"] ?? {}, "bots"))) {
    checkBot(asRecord(bot, `bots.${id}`), `bots.${id}`);
  }
  return seed;
}

function checkBot(bot: Fields, where: string): void {
  onlyKnownKeys(bot, ["token", "blocks", "tags", "users"], where);
  optional(bot, "token", "string", where);
  if (bot["tags"] !== undefined) asTexts(bot["tags"], `${where}.tags`);
  if (Array.isArray(bot["blocks"])) asTexts(bot["blocks"], `${where}.blocks`);
  else {
    for (const [name, block] of Object.entries(asRecord(bot["blocks"] ?? {}, `${where}.blocks`))) {
      const at = `${where}.blocks.${name}`;
      const { messages = [], json_api, ...rest } = asRecord(block, at);
      onlyKnownKeys(rest, ["messages", "json_api"], at);
      if (json_api !== undefined) checkJsonApi(json_api, `${at}.json_api`);
      if (!Array.isArray(messages))
        throw new ControlError("invalid", `${at}.messages must be a list`);
    }
  }
  for (const [id, user] of Object.entries(asRecord(bot["users"] ?? {}, `${where}.users`))) {
    checkUser(asRecord(user, `${where}.users.${id}`), `${where}.users.${id}`);
  }
}

function checkUser(user: Fields, where: string): void {
  onlyKnownKeys(user, USER, where);
  for (const name of PROFILE) optional(user, name, "string", where);
  if (user["phone"] !== null) optional(user, "phone", "string", where);
  optional(user, "reachable", "boolean", where);
  if (user["tags"] !== undefined) asTexts(user["tags"], `${where}.tags`);
  if (user["attributes"] !== undefined) asRecord(user["attributes"], `${where}.attributes`);
  const { phone, last_interaction_at: last } = user;
  if (typeof phone === "string" && normalizePhone(phone) === undefined) {
    throw new ControlError("invalid", `${where}.phone is no valid telephone number`);
  }
  if (last !== undefined && last !== null && !isTime(last)) {
    throw new ControlError(
      "invalid",
      `${where}.last_interaction_at must be an ISO time with its zone, or null`,
    );
  }
}

function optional(record: Fields, key: string, type: "string" | "boolean", where: string): void {
  if (record[key] !== undefined && typeof record[key] !== type) {
    throw new ControlError("invalid", `${where}.${key} must be a ${type}`);
  }
}

function isTime(value: unknown): boolean {
  return typeof value === "string" && timeWithZone(value) !== undefined;
}
