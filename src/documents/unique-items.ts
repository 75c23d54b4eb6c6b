import type { FuncKeywordDefinition } from "ajv/dist/2020.js";

/**
 * The keyword `uniqueItems` in linear time: Ajv's own compares each entry with each other one, and a
 * body of a megabyte has half a million.
 */
export const uniqueItems: FuncKeywordDefinition = {
  keyword: "uniqueItems",
  type: "array",
  schemaType: "boolean",
  validate: (isWanted: boolean, list: readonly unknown[]) =>
    !isWanted || new Set(list.map(asKey)).size === list.length,
  error: { message: "must NOT have duplicate items" },
};

/** A text that is the same for values that are equal, whatever the order of their keys. */
function asKey(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [two]) => (one < two ? -1 : 1)))
      : part,
  );
}
