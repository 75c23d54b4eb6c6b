import { assert, json as jsonTexts, nat, property, string } from "fast-check";
import { expect, it } from "vitest";
import { findJsonMistake } from "#src/documents/json-mistake.js";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

it.each([
  ["", 1, 1],
  [" ", 1, 2],
  ["{", 1, 2],
  ['{"a": 1,\n "b" 2}', 2, 6],
  ["[1,]", 1, 4],
  ["[1}", 1, 3],
  ["01", 1, 2],
  ["{} {}", 1, 4],
  ['"a\nb"', 1, 3],
  ['"\\x"', 1, 2],
  ['{"a":', 1, 6],
  ["{1: 2}", 1, 2],
  ["nul", 1, 1],
])("the mistake of %j is found", (text, line, column) => {
  expect(isJson(text)).toBe(false);
  expect(findJsonMistake(text)).toEqual({ kind: "syntax", line, column });
});

it.each([
  ['{"a":1,"a":2}', 1, 8],
  ['[{"a":{"b":1,\n"\\u0062":2}}]', 2, 1],
  ['{"__proto__":1,"__proto__":2}', 1, 16],
])("the key that stands twice in %j is found", (text, line, column) => {
  expect(findJsonMistake(text)).toEqual({ kind: "duplicate", line, column });
});

it("finds nothing in JSON, and something in all else", () => {
  assert(
    property(jsonTexts(), nat(), string({ unit: "binary" }), (json, at, text) => {
      expect(findJsonMistake(json)).toBeUndefined();
      const changed = json.slice(0, at % (json.length + 1)) + text;
      const found = findJsonMistake(changed);
      const agrees = found?.kind === "duplicate" || isJson(changed) === (found === undefined);
      expect(agrees).toBe(true);
    }),
  );
});

it("is through with a deep or long text at once", () => {
  expect(findJsonMistake("[".repeat(1_000_000))).toMatchObject({ column: 1_000_001 });
  expect(findJsonMistake(`"${"\\n".repeat(1_000_000)}"`)).toBeUndefined();
});
