import { describe, expect, it } from "vitest";
import { userValidator } from "#src/documents/schema-validator.js";

const MANY = 400_000;

/** Patterns that cost an ordinary engine exponential time on the text beside them. */
const CATASTROPHES: [string, string][] = [
  ["^(a+)+$", `${"a".repeat(100_000)}b`],
  ["^(a|aa)+$", `${"a".repeat(100_000)}b`],
  ["^(\\w+\\s?)*$", `${"a ".repeat(100_000)}!`],
  ["(x+x+)+y", "x".repeat(100_000)],
  ["^([a-z0-9._-]+)+@example\\.com$", "a".repeat(100_000)],
];

describe("a flow's schema in front of a hostile value", () => {
  it.each(CATASTROPHES)("the pattern %s runs in linear time", (pattern, text) => {
    const check = userValidator({ type: "string", pattern });
    expect(check(text)).toHaveLength(1);
    const inKeys = userValidator({
      patternProperties: { [pattern]: true },
      additionalProperties: false,
    });
    expect(inKeys({ [text]: 1 })).toHaveLength(1);
  });

  it.each(["(?=a)b", "(a)\\1", "^.{1,5000}$", "(?<!a)b", "["])(
    "the pattern %s is refused when the flow is checked",
    (pattern) => {
      const hint = /can't be used: .*RE2/;
      expect(() => userValidator({ properties: { a: { pattern } } })).toThrow(hint);
      expect(() => userValidator({ patternProperties: { [pattern]: true } })).toThrow(hint);
      expect(() => userValidator({ const: { pattern } })).not.toThrow();
      expect(() => userValidator({ properties: { pattern: { const: pattern } } })).not.toThrow();
    },
  );

  it("means by a pattern what JSON Schema does", () => {
    const fits: [string, string, boolean][] = [
      ["^\\p{L}+$", "ĐàLạt", true],
      ["^[\\u0600-\\u06ff]$", "\u0610", true],
      ["^\\d+$", "٣", false],
      ["a$", "a\n", false],
      ["^.$", "😀", true],
      ["b", "abc", true],
      ["^(?<year>\\d{4})-\\d\\d$", "2026-01", true],
      ["^[^/]+\\/$", "a/", true],
    ];
    for (const [pattern, text, right] of fits)
      expect([pattern, text, userValidator({ pattern })(text).length === 0]).toEqual([
        pattern,
        text,
        right,
      ]);
  });

  it("looks at no more of a url than one has", () => {
    const check = userValidator({ format: "url" });
    expect(check("https://example.com/a?b=c")).toEqual([]);
    expect(check("http")).toHaveLength(1);
    expect(check(`http://${"http://".repeat(100_000)}\0`)).toHaveLength(1);
  });

  it("compares the entries of a long list in linear time", () => {
    const unique = userValidator({ uniqueItems: true });
    const list = Array.from({ length: MANY }, (_, at) => at);
    expect(unique(list)).toEqual([]);
    expect(unique([...list, 7])).toHaveLength(1);
    expect(unique([{ a: 1, b: [{}] }, 2, { b: [{}], a: 1 }])).toHaveLength(1);
    expect(unique([{ a: 1 }, [["a", 1]], "1", 1, null, "null", [], {}])).toEqual([]);
  });

  it("tells only the first mistake of a large value", () => {
    const check = userValidator({ items: { type: "string" } });
    expect(check([1, 2, 3])).toHaveLength(3);
    expect(check(Array.from({ length: MANY }, (_, at) => at))).toHaveLength(1);
  });
});
