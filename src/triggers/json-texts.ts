import { isJsonObject } from "../documents/json-object.ts";
import { parseJson } from "../documents/parse-json.ts";

/** A body in which fields that are texts with JSON in them are what is in it; one that is no JSON stays a text. */
export function withJsonTexts(body: unknown, fields: readonly string[]): unknown {
  if (fields.length === 0 || !isJsonObject(body)) return body;
  const entries = Object.entries(body).map(([name, value]) => [
    name,
    fields.includes(name) && typeof value === "string" ? opened(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function opened(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
