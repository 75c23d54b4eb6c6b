import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "#src/documents/parse-json.js";
import { shippedValidator, userValidator } from "#src/documents/schema-validator.js";

const fits = (schema: object, value: unknown) => userValidator({ ...schema })(value).length === 0;

describe("multipleOf", () => {
  it.each([
    [0.01, [19.99, 0.07, 1.1, 4.35, 8.2, 64.1, 1_234_567.89, -19.99, 0, 90_071_992_547_409.91]],
    [0.1, [0.3, 0.7, 1.1, 123_456.7, 1e20]],
    [0.05, [0.15, 19.95, 0.35, 1e21]],
    [1000, [120_000, 9_007_199_254_740_000, 1e300]],
    [1e-8, [0.000_000_03, 21_000_000.000_000_01, 1e-8]],
    [0.3, [0.9, 0.6, 3]],
    [2.5, [5, 7.5, 1e17]],
    [1e-300, [1e-299, 5e-300, 1]],
  ])("of %d holds for its multiples", (multipleOf, values) => {
    for (const value of values) expect([value, fits({ multipleOf }, value)]).toEqual([value, true]);
  });

  it.each([
    [0.01, [19.999, 0.001, 1e-10, 4.351]],
    [0.1, [0.35, 0.01]],
    [0.05, [0.12, 19.99]],
    [1000, [120_500, 0.1, 999]],
    [1e-8, [1e-9, 1.000_000_001]],
    [7, [1e20, 0.7]],
  ])("of %d refuses what is none", (multipleOf, values) => {
    for (const value of values)
      expect([value, fits({ multipleOf }, value)]).toEqual([value, false]);
  });

  it("of any decimal fraction holds for any whole number of it", () => {
    const cents = fc.integer({ min: -(10 ** 13), max: 10 ** 13 });
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 8 }), (whole, digits) => {
        const [value, multipleOf] = [Number(`${whole}e-${digits}`), Number(`1e-${digits}`)];
        expect(fits({ multipleOf }, value)).toBe(true);
        expect(fits({ multipleOf }, Number(`${whole}5e-${digits + 1}`))).toBe(false);
      }),
    );
  });

  it("says of what", () => {
    expect(
      userValidator({ properties: { price: { multipleOf: 0.01 } } })({ price: 1.999 }),
    ).toEqual([expect.objectContaining({ message: "price has to be a multiple of 0.01" })]);
  });
});

describe("names that every object of JavaScript has", () => {
  const NAMES = ["toString", "constructor", "valueOf", "hasOwnProperty", "__defineGetter__"];

  it.each(NAMES)("%s is there only when it is in the value", (name) => {
    const there = { [name]: "a" };
    for (const [schema, wanted] of [
      [{ required: [name] }, [false, true]],
      [{ properties: { [name]: { type: "string" } } }, [true, true]],
      [{ properties: { [name]: { type: "number" } } }, [true, false]],
      [{ dependentRequired: { [name]: ["other"] } }, [true, false]],
      [{ dependentSchemas: { [name]: { required: ["other"] } } }, [true, false]],
      [{ additionalProperties: false }, [true, false]],
      [{ properties: { [name]: true }, additionalProperties: false }, [true, true]],
      [{ properties: { [name]: { const: "a" } }, unevaluatedProperties: false }, [true, true]],
      [{ patternProperties: { "^[a-zA-Z_]+$": { type: "number" } } }, [true, false]],
    ] as const)
      expect([schema, fits(schema, {}), fits(schema, there)]).toEqual([schema, ...wanted]);
  });

  it("__proto__ is refused in a schema's fields, and a name like any other in a value", () => {
    const schema = JSON.parse('{"properties":{"__proto__":{"type":"number"}}}') as object;
    expect(() => userValidator({ ...schema })).toThrow("a field can't be called __proto__");
    const value: unknown = JSON.parse('{"__proto__":"a"}');
    expect(fits({ required: ["__proto__"] }, {})).toBe(false);
    expect(fits({ required: ["__proto__"] }, value)).toBe(true);
    expect(fits({ additionalProperties: false }, value)).toBe(false);
  });
});

const told = (type: string | string[], total: unknown) =>
  userValidator({ properties: { total: { type } } })({ total }).map((mistake) => [
    mistake.message,
    mistake.hint,
  ]);

describe("a number of more digits than a number keeps", () => {
  it.each<[string | string[], string, string]>([
    ["number", "9007199254740993123.10", "number, string"],
    ["number", "-0.1000000000000000055511", "number, string"],
    ["number", "1.00000000000000000001e5", "number, string"],
    ["integer", "9007199254740993", "integer, string"],
    [["integer", "null"], "-9007199254740993", "integer, null, string"],
  ])("is told as that, with the type that takes it: %j %s", (type, value, types) => {
    expect(told(type, parseJson(value))).toEqual([
      [
        `total has too many digits to be kept as a number, so it is text: allow that in the schema, type: [${types}]`,
        undefined,
      ],
    ]);
    expect(told(types.split(", "), parseJson(value))).toEqual([]);
  });

  it.each(["12", "9007199254740991", "1e400", "1.250.000.000.000.000.000", "007", ""])(
    "is not meant by the text %j",
    (text) => {
      const [[message] = []] = told("number", text);
      expect(message).toBe("total has to be a number, not text");
    },
  );

  it("in a schema that is not the reader's comes without what to change there", () => {
    const check = shippedValidator({ properties: { limit: { type: "integer" } } });
    expect(check({ limit: "9007199254740993" })).toMatchObject([
      { message: "limit has too many digits to be kept as a number" },
    ]);
  });
});

const mistakes = (schema: object, value: unknown, options = {}) =>
  userValidator({ ...schema })(value, options).map(({ message, hint }) => `${message}; ${hint}`);

describe("one of several values", () => {
  const WAYS = ["link", "page"];
  const MEANT = 'by has to be one of link, page, not "pge"; did you mean "page"?';

  it.each([
    ["enum", { enum: WAYS }],
    ["oneOf const", { oneOf: WAYS.map((one) => ({ const: one })) }],
    ["anyOf enum", { anyOf: [{ enum: ["link"] }, { type: "string", enum: ["page"] }] }],
    ["$ref", { anyOf: WAYS.map((_, at) => ({ $ref: `#/$defs/${at}` })) }],
  ])("is suggested, as %s", (_, by) => {
    const $defs = { 0: { const: "link" }, 1: { const: "page" } };
    const schema = { $defs, properties: { by } };
    expect(mistakes(schema, { by: "pge" }, { quoteValues: true })).toEqual([MEANT]);
    const shown = ["by has to be one of link, page; undefined"];
    expect(mistakes(schema, { by: "pge" })).toEqual(shown);
  });

  it("is not said of shapes that allow others", () => {
    const by = { oneOf: [{ const: "link" }, { type: "integer" }] };
    expect(mistakes({ properties: { by } }, { by: "lin" }, { quoteValues: true })).toEqual([
      "by does not fit any of the shapes that are allowed here; undefined",
    ]);
  });

  it("may be empty", () => {
    const by = { oneOf: [{ enum: WAYS }, { type: "null" }] };
    expect(mistakes({ properties: { by } }, { by: "lnik" }, { quoteValues: true })).toEqual([
      'by has to be one of link, page, null, not "lnik"; did you mean "link"?',
    ]);
  });
});
