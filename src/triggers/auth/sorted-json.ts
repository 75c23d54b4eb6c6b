import { isWhole } from "../../canonical-text.ts";
import { isJsonObject } from "../../documents/json-object.ts";

/**
 * A value as JSON without blanks, its keys sorted at every depth, as JavaScript, Python and PHP write
 * it; one text where they agree. None for what is no object or list.
 */
export function sortedJson(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const text = JSON.stringify(sorted(value));
  if (!isWhole(text)) return [];
  const escaped = text.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return [...new Set([text, escaped, escaped.replaceAll("/", String.raw`\/`)])];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const entries = Object.keys(value).toSorted();
  return Object.fromEntries(entries.map((key) => [key, sorted(value[key])]));
}
