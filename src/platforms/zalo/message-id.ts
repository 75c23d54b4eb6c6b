import { isJsonObject } from "../../documents/json-object.ts";

/** The id of a message that was taken: it was sent, with or without one. @param key what the answer calls it */
export function messageIdIn(data: unknown, key: string): string | null {
  const id = isJsonObject(data) ? data[key] : undefined;
  return typeof id === "string" || typeof id === "number" ? String(id) : null;
}
