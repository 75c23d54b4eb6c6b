import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonLimitError, parseJson } from "#src/documents/parse-json.js";

describe("a number", () => {
  it.each<[string, unknown]>([
    ["9007199254740991", 9_007_199_254_740_991],
    ["-9007199254740991", -9_007_199_254_740_991],
    ["9007199254740992", "9007199254740992"],
    ["-9007199254740993", "-9007199254740993"],
    ["65238891076543210", "65238891076543210"],
    ["1152921504606846976", "1152921504606846976"],
    ["0.1", 0.1],
    ["1.50", 1.5],
    ["0.30000000000000004", 0.300_000_000_000_000_04],
    ["10.823098500000001", "10.823098500000001"],
    ["0.10000000000000000555", "0.10000000000000000555"],
    ["3.14159265358979323846", "3.14159265358979323846"],
    ["12345678901234567.0", "12345678901234567.0"],
    ["123456789012345.67", 123_456_789_012_345.67],
    ["1e3", 1000],
    ["1E+20", 1e20],
    ["1.7976931348623157e308", Number.MAX_VALUE],
    ["5e-324", 5e-324],
    ["12345678901234567e-3", "12345678901234567e-3"],
    ["0", 0],
    ["-0", 0],
    ["-0.0", 0],
    ["-0e400", 0],
    ["0e999", 0],
    ["-0.5", -0.5],
  ])("%s alone, in a list, in an object and after blanks", (literal, value) => {
    expect(parseJson(literal)).toBe(value);
    expect(parseJson(`[1,${literal},${literal}]`)).toEqual([1, value, value]);
    expect(parseJson(`{"a":${literal},"b": ${literal}}`)).toEqual({ a: value, b: value });
    expect(parseJson(`\n[\t${literal}\r\n,{"a"\n:\n${literal} } ]`)).toEqual([value, { a: value }]);
  });

  it.each(["1e400", "-1e400", "1e-400", `${"9".repeat(400)}.5`, `1${"0".repeat(309)}e1`, "2e0999"])(
    "%s is refused",
    (literal) => {
      expect(() => parseJson(`{"a":[${literal}]}`)).toThrow(JsonLimitError);
    },
  );

  it.each(["[01234567890123456789]", '{12345678901234567:"a"}', "[-012345678901234567]", "-", ""])(
    "%s is not JSON, and stays so",
    (text) => {
      expect(() => parseJson(text)).toThrow(SyntaxError);
      expect(() => parseJson(text)).not.toThrow(JsonLimitError);
    },
  );

  it("in a text stays a part of it", () => {
    const texts = [
      ': 12345678901234567, 1e400 -0 \\" :12345678901234567',
      "\\",
      '"',
      "\\\\\"'",
      "",
    ];
    const json = JSON.stringify([...texts, { [texts[0] ?? ""]: 1 }]);
    expect(parseJson(json)).toEqual(JSON.parse(json));
    expect(parseJson(json.replace(/\]$/, ",12345678901234567]"))).toEqual([
      ...texts,
      { [texts[0] ?? ""]: 1 },
      "12345678901234567",
    ]);
  });
});

it("is nested 100 deep at most", () => {
  expect(JSON.stringify(parseJson(nested(100)))).toBe(nested(100));
  for (const levels of [101, 100_000])
    expect(() => parseJson(nested(levels))).toThrow(JsonLimitError);
});

it.each([
  ['{"a":1,\n "b \\" 1e400": [2,\n\t-1e400]}', "line 3, column 2"],
  ["1e400", "line 1, column 1"],
  ['[12345678901234567, "₫", 1e-400, 1e400]', "line 1, column 26"],
  ['[1,0.5,"1e400",\r\n{"a":1e999}]', "line 2, column 6"],
])("says where what can't be held stands in %j", (text, place) => {
  expect(() => parseJson(text)).toThrow(
    `the JSON has a number that is too large or too small to be held (${place}); write it as text`,
  );
});

it("says where it is nested too deep", () => {
  const texts = ["[", '{"a[[":'].map((open) => `{"[[[": "\\"[[",\n "b": ${open.repeat(99)}`);
  const closed = [`${texts[0]}[1]${"]".repeat(99)}}`, `${texts[1]}[1]${"}".repeat(99)}}`];
  expect(() => parseJson(closed[0] ?? "")).toThrow(
    "the JSON is nested over 100 deep (line 2, column 106)",
  );
  expect(() => parseJson(closed[1] ?? "")).toThrow(`(line 2, column ${6 + 99 * 7 + 1})`);
});

it("has keys of any name, of which the last one counts", () => {
  const value = parseJson('{"__proto__":{"x":1},"a":12345678901234567,"a":2,"b":-0}') as object;
  expect(Object.entries(value)).toEqual([
    ["__proto__", { x: 1 }],
    ["a", 2],
    ["b", 0],
  ]);
  expect(value).not.toHaveProperty("x");
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

describe("any", () => {
  const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,39})$/);

  it("whole number of 1 to 40 digits has them all", () => {
    fc.assert(
      fc.property(digits, (literal) => {
        const value = parseJson(`{"id":${literal}}`) as { id: unknown };
        expect(String(value.id)).toBe(literal === "-0" ? "0" : literal);
        const isSafe = Number.isSafeInteger(Number(literal));
        expect(typeof value.id).toBe(isSafe ? "number" : "string");
      }),
      { numRuns: 1000 },
    );
  });

  it("number is either the same number or its own text", () => {
    const numbers = fc.stringMatching(/^-?(0|[1-9]\d{0,20})(\.\d{1,20})?([eE][+-]?\d{1,2})?$/);
    fc.assert(
      fc.property(numbers, (literal) => {
        const [value] = parseJson(`[${literal}]`) as [unknown];
        const same = typeof value === "number" ? exactly(String(value)) : value;
        expect(same).toEqual(typeof value === "number" ? exactly(literal) : literal);
      }),
      { numRuns: 1000 },
    );
  });

  it("value that JavaScript wrote comes back as it was", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 2 }), (value, indent) => {
        const json = JSON.stringify(value, undefined, indent);
        expect(normal(parseJson(json))).toBe(normal(value));
      }),
      { numRuns: 1000 },
    );
  });
});

/** A decimal number as a whole number and the power of ten that divides it. */
function exactly(literal: string): { digits: bigint; power: bigint } {
  const [mantissa = "", exponent = "0"] = literal.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  let digits = BigInt(whole + fraction);
  let power = BigInt(exponent) - BigInt(fraction.length);
  while (digits !== 0n && digits % 10n === 0n) {
    digits /= 10n;
    power += 1n;
  }
  return digits === 0n ? { digits, power: 0n } : { digits, power };
}

function nested(levels: number): string {
  return "[".repeat(levels) + "]".repeat(levels);
}

/** Written so that a long whole number and its text are the same. */
function normal(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    Number.isInteger(item) && !Number.isSafeInteger(item) && /^-?\d+$/.test(String(item))
      ? String(item)
      : item,
  );
}
