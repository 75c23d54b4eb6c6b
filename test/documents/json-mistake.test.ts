import {
  array,
  assert,
  constantFrom,
  json as jsonTexts,
  nat,
  property,
  string,
  tuple,
} from "fast-check";
import { expect, it } from "vitest";
import { findJsonMistake, mayRepeatKey } from "#src/documents/json-mistake.js";

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

it("looks closer at every text in which a key stands twice", () => {
  const members = array(tuple(constantFrom("a", "b", '":', "__proto__"), jsonTexts()));
  assert(
    property(members, constantFrom(":", " : ", "\n:"), (list, colon) => {
      const text = `[{${list.map(([key, value]) => JSON.stringify(key) + colon + value).join()}}]`;
      const isRepeated = findJsonMistake(text)?.kind === "duplicate";
      expect(mayRepeatKey(text, JSON.parse(text)) || !isRepeated).toBe(true);
    }),
  );
});

it("looks no closer at ordinary JSON", () => {
  const value = { id: 1, at: "2026-11-24T10:00:00Z", list: [{ url: "https://a.example/b" }, {}] };
  for (const space of [0, 2])
    expect(mayRepeatKey(JSON.stringify(value, null, space), value)).toBe(false);
});

it("is through with a deep or long text at once", () => {
  expect(findJsonMistake("[".repeat(1_000_000))).toMatchObject({ column: 1_000_001 });
  expect(findJsonMistake(`"${"\\n".repeat(1_000_000)}"`)).toBeUndefined();
});
