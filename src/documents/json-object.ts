/** What `{…}` in JSON is. */
export interface JsonObject {
  readonly [field: string]: unknown;
}

/** Whether a value that came out of JSON is an object, and no list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
