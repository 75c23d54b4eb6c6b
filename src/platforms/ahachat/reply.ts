import { isJsonObject, type JsonObject } from "../../documents/json-object.ts";
import { parseJson } from "../../documents/parse-json.ts";
import type { MessengerError } from "./messenger-errors.ts";

/** The reply of a call that worked: `{"success": true, "result"?: string}` and more (related). */
export interface GoodReply extends JsonObject {
  readonly success: true;
}

/** @returns undefined when the text is not a JSON object: no reply of AhaChat's */
export function parseReply(text: string): JsonObject | undefined {
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Messenger's code and subcode (Meta), in `error` of a failed reply (assumed): as Meta spells it,
 * `error_subcode`, or `subcode`. Only numbers, so that nothing else can get into a message.
 */
export function replyError(reply: JsonObject | undefined): MessengerError | undefined {
  const error = reply?.["error"];
  if (!isJsonObject(error)) return undefined;
  const code = asNumber(error["code"]);
  const subcode = asNumber(error["error_subcode"]) ?? asNumber(error["subcode"]);
  return code === undefined ? undefined : { code, subcode };
}

function asNumber(value: unknown): number | undefined {
  const code = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof code === "number" && Number.isSafeInteger(code) ? code : undefined;
}
