/**
 * What a refusal of the Bot API means. `error_code` decides and, between reasons that are all final,
 * descriptions that Telegram's own server has as constants; no message quotes an answer.
 */
import { isJsonObject, type JsonObject } from "../../documents/json-object.ts";
import type { ActionError } from "../../errors.ts";
import { answerFailure, type Meaning, meaning } from "../../outgoing/failure.ts";
import { retryAfterMs } from "../../outgoing/retry-after.ts";
import type { ApiAnswer } from "../api-connection.ts";

/** By `error_code`, which mirrors the status. */
const BY_CODE: { readonly [code: number]: Meaning } = {
  401: meaning("bad_credentials", "the bot's token was refused"),
  403: meaning(
    "user_unavailable",
    "the bot may not write there: it was blocked or removed, or was never written to",
  ),
  // Of a method that there is, Telegram answers so for a token of the wrong shape.
  404: meaning("bad_credentials", "there is no such bot"),
  429: meaning("rate_limited", "too many messages"),
};

/** What the description of a 400 begins with, what that means, and what to do. */
const BY_DESCRIPTION: readonly (readonly [begins: string, Meaning, hint?: string])[] = [
  [
    "Bad Request: chat not found",
    meaning("not_found", "there is no such chat, or the bot is not in it"),
    "add the bot to the chat, and see that chat: is its id",
  ],
  [
    "Bad Request: message thread not found",
    meaning("not_found", "the chat has no such topic"),
    "see that thread: is the topic's id",
  ],
  [
    "Bad Request: can't parse entities",
    meaning("invalid_request", "the HTML of the text can't be read"),
    "put what comes from outside through escape_html, or send it with format: plain",
  ],
  ["Bad Request: message is too long", meaning("invalid_request", "the text is too long")],
  ["Bad Request: message text is empty", meaning("invalid_request", "nothing is left of the text")],
];

/** @param connection over which it came, for whoever has to correct it */
export function refusalOf(answer: ApiAnswer, connection: string): ActionError {
  const { status, body } = answer;
  const code = typeof body?.["error_code"] === "number" ? body["error_code"] : status;
  const parameters = isJsonObject(body?.["parameters"]) ? body["parameters"] : {};
  const wait = retryAfterMs(String(parameters["retry_after"])) ?? answer.retryAfterMs;
  const { meaning: told, hint } = saidBy(code, body?.["description"], parameters, connection);
  return answerFailure({
    who: "Telegram",
    status: code,
    ...(told !== undefined && { said: { codes: [], meaning: told } }),
    ...(wait !== undefined && { retryAfterMs: wait }),
    ...(hint !== undefined && { hint }),
  });
}

interface Said {
  readonly meaning?: Meaning | undefined;
  readonly hint?: string | undefined;
}

function saidBy(
  code: number,
  description: unknown,
  parameters: JsonObject,
  connection: string,
): Said {
  const moved = parameters["migrate_to_chat_id"];
  if (typeof moved === "number")
    return {
      meaning: meaning("not_found", "the group has become a supergroup, which has another id"),
      hint: `write chat: "${moved}"`,
    };
  const [, told, hint] =
    BY_DESCRIPTION.find(([begins]) => code === 400 && String(description).startsWith(begins)) ?? [];
  if (told !== undefined) return { meaning: told, hint };
  const known = BY_CODE[code];
  if (known?.reason !== "bad_credentials") return { meaning: known };
  return { meaning: known, hint: `correct bot_token: of connection "${connection}"` };
}
