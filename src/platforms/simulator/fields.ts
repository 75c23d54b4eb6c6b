/** An object that came over the wire. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether it is an object of named values. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
