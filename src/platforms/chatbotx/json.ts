import { isJsonObject, type JsonObject } from "../../documents/json-object.ts";
import { unexpectedReply } from "./answer.ts";

/** A list of objects in an answer. @throws ActionError unexpected_reply */
export function listOf(value: unknown, key: string): JsonObject[] {
  const list = isJsonObject(value) ? value[key] : undefined;
  if (!Array.isArray(list)) throw unexpectedReply(`${key}, a list`);
  return list.filter(isJsonObject);
}

/** A thing of the workspace that has a name: a tag, an inbox, a flow, a custom field. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Those of an answer. @throws ActionError unexpected_reply */
export function namedOf<Thing extends Named>(value: unknown): Thing[] {
  return listOf(value, "data").filter(
    (thing): thing is JsonObject & Thing =>
      typeof thing["id"] === "string" && typeof thing["name"] === "string",
  );
}

/** The text, or null for what is none. */
export function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
