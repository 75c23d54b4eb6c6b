/** A payload that is mended: where it is no JSON, what was changed, and what is sent. */
import { describe, expect, it } from "vitest";
import { jsonMistake } from "../../dashboard/src/pages/replay/json-mistake.ts";
import {
  hasMask,
  mendable,
  numberOf,
  replayRequest,
} from "../../dashboard/src/pages/replay/payload-text.ts";
import { differences } from "../../dashboard/src/parts/json-difference.ts";

describe("a text", () => {
  it.each([
    '{"a":[1,-2.5e3,true,false,null,"x\\u00e9\\n"],"b":{}}',
    " [ ]\n",
    '"đ 😀"',
    "9007199254740993",
    `${"[".repeat(100)}${"]".repeat(100)}`,
  ])("that is JSON has no mistake: %s", (text) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(jsonMistake(text)).toBeUndefined();
  });

  it.each([
    ["", 1, 1],
    ['{\n  "a": 1,\n}', 3, 1],
    ['{\n  "a" 1\n}', 2, 7],
    ['{"a": 01}', 1, 7],
    ['{"a": 1} x', 1, 10],
    ['["a\nb"]', 1, 2],
    ['["\\x"]', 1, 2],
    ["[1 2]", 1, 4],
    ["{'a': 1}", 1, 2],
    ["[1,]", 1, 4],
    ["nul", 1, 1],
    ["[tru]", 1, 2],
    ["[1.]", 1, 2],
    ["{", 1, 2],
  ])("that is none says where: %j", (text, line, column) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(jsonMistake(text)).toEqual({ line, column });
  });

  it("is refused when it is nested deeper than the server takes", () => {
    expect(jsonMistake(`${"[".repeat(2_000)}${"]".repeat(2_000)}`)).toBeDefined();
  });
});

describe("the difference of two payloads", () => {
  it("names each place once, by JSON pointers", () => {
    const here = { same: 1, "a/b~c": 2, list: [1, 2], only: null, kind: "7" };
    const there = { same: 1, "a/b~c": 3, list: [1], gone: {}, kind: 7 };
    expect(differences(here, there)).toEqual([
      { pointer: "/a~1b~0c", kind: "value", here: 2, there: 3 },
      { pointer: "/list/1", kind: "added", here: 2, there: undefined },
      { pointer: "/only", kind: "added", here: null, there: undefined },
      { pointer: "/kind", kind: "type", here: "7", there: 7 },
      { pointer: "/gone", kind: "missing", here: undefined, there: {} },
    ]);
  });

  it("is of the whole when the kinds differ, and empty for the same", () => {
    expect(differences([], {})).toEqual([{ pointer: "", kind: "type", here: [], there: {} }]);
    expect(differences(null, {})).toMatchObject([{ kind: "type" }]);
    expect(differences({ a: [{ b: null }] }, { a: [{ b: null }] })).toEqual([]);
  });

  it("takes names of every object for plain ones", () => {
    const here = JSON.parse('{"__proto__": 1, "toString": 2}') as unknown;
    expect(differences(here, {}).map(({ pointer }) => pointer)).toEqual([
      "/__proto__",
      "/toString",
    ]);
  });
});

describe("what is sent", () => {
  it("has the text to the letter, whose numbers a parser would round", () => {
    const text = '{"id": 90071992547409931234}';
    expect(replayRequest(text, {})).toBe(`{"payload":${text}}`);
    expect(replayRequest(text, { from_step: "thanks" })).toBe(
      `{"from_step":"thanks","payload":${text}}`,
    );
    expect(replayRequest(undefined, { again: true })).toBe('{"again":true}');
  });

  it.each([
    [{ body: { a: 1 }, query: {}, params: {}, headers: { x: "y" } }, { body: { a: 1 } }],
    [
      { body: null, query: { q: "1" }, params: {} },
      { body: null, query: { q: "1" }, params: {} },
    ],
    [{ inputs: { text: "x" } }, { text: "x" }],
    [{ scheduled_at: "2026-05-04T00:00:00Z" }, { scheduled_at: "2026-05-04T00:00:00Z" }],
  ])("of %j is what people mend", (payload, part) => {
    expect(mendable(payload)).toEqual(part);
  });

  it.each([
    ["9007199254740993", "9007199254740993"],
    ["-90071992547409931234", "-90071992547409931234"],
    ["3.14159265358979323846", "3.14159265358979323846"],
    ["9007199254740991", 9_007_199_254_740_991],
    ["0.1", 0.1],
    ["1e3", 1_000],
  ])("is shown as the server reads it: %s", (digits, kept) => {
    expect(numberOf(Number(digits), digits)).toBe(kept);
  });

  it("is looked at for masks", () => {
    expect(hasMask('{"token":"[redacted]"}')).toBe(true);
    expect(hasMask("{}")).toBe(false);
  });
});
