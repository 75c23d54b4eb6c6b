/** What the quick look takes, the schema's validator takes too. */
import { describe, expect, it } from "vitest";
import { fitsPlainly } from "#src/documents/fits-plainly.js";
import { userValidator } from "#src/documents/schema-validator.js";

const SCHEMAS = [
  { type: "string" },
  { type: ["integer", "null"], description: "How many." },
  { type: "number", minimum: 0, maximum: 10 },
  { enum: ["a", 1, null] },
  { type: "array", items: { type: "boolean" } },
  { type: "object", required: ["a"], properties: { a: { type: "string" }, b: { enum: [1] } } },
];
const VALUES = [
  null,
  true,
  0,
  -1,
  1.5,
  11,
  "a",
  "",
  [],
  [true],
  [1],
  {},
  { a: "x" },
  { a: "x", b: 1 },
  { a: "x", b: 2 },
  { a: 1 },
];

describe("the quick look", () => {
  it.each(SCHEMAS)("says of %j only what is so", (schema) => {
    const check = userValidator(schema);
    const taken = VALUES.filter((value) => fitsPlainly(schema, value));
    expect(taken.filter((value) => check(value).length > 0)).toEqual([]);
    expect(taken.length).toBeGreaterThan(0);
  });

  it("does not tell of keywords that it does not know", () => {
    expect(fitsPlainly({ type: "string", format: "date" }, "2026-01-01")).toBe(false);
    expect(fitsPlainly({ properties: { a: { $ref: "#" } } }, { a: 1 })).toBe(false);
  });
});
