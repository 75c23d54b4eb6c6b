/** What is told of a value that fits no branch of a oneOf or anyOf. */
import { describe, expect, it } from "vitest";
import { userValidator } from "#src/documents/schema-validator.js";

const person = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
const card = {
  type: "object",
  required: ["kind", "number"],
  properties: { kind: { const: "card" }, number: { type: "string" } },
  additionalProperties: false,
};
const bank = {
  type: "object",
  required: ["kind", "iban", "holder"],
  properties: {
    kind: { enum: ["bank", "giro"] },
    iban: { type: "string" },
    holder: { $ref: "#/$defs/person" },
  },
  additionalProperties: false,
};
const $defs = { person, card, bank };
const refs = ["card", "bank"].map((name) => ({ $ref: `#/$defs/${name}` }));
const told = (schema: object, value: unknown) =>
  userValidator({ ...schema })(value).map(({ message }) => message);

describe.each([
  ["inline", { properties: { pay: { oneOf: [card, bank] } }, $defs }],
  ["by $ref", { properties: { pay: { oneOf: refs } }, $defs }],
  ["of anyOf by $ref", { properties: { pay: { anyOf: refs } }, $defs }],
])("branches %s", (_name, schema) => {
  it.each([
    [{ kind: "card" }, ['"number" is missing in pay']],
    [{ kind: "card", number: 5 }, ["pay.number has to be text, not a number"]],
    [
      { kind: "giro", iban: 1, holder: {} },
      ["pay.iban has to be text, not a number", '"name" is missing in pay.holder'],
    ],
    [{ kind: "cash" }, ["pay.kind has to be one of card, bank, giro"]],
    [{ number: "1", x: 1 }, ['"kind" is missing in pay']],
  ])("tell of %j what the one that has its tag says", (pay, messages) => {
    expect(told(schema, { pay })).toEqual(messages);
  });

  it("tell nothing of each other's mistakes in several places", () => {
    const list = { type: "array", items: schema, $defs };
    expect(told(list, [{ pay: { kind: "card" } }, { pay: { kind: "bank", iban: "1" } }])).toEqual([
      '"number" is missing in [0].pay',
      '"holder" is missing in [1].pay',
    ]);
  });
});

describe("branches without a tag", () => {
  const order = {
    type: "object",
    required: ["id"],
    properties: { id: { type: "integer" }, lines: { type: "array", items: person } },
  };
  const defs = { person, order };
  const anyOf = [
    { $ref: "#/$defs/order" },
    { type: "array", items: { $ref: "#/$defs/order" } },
    { type: "object", required: ["code", "shop", "day"] },
  ];

  it.each([
    [{ id: "x" }, ["id has to be a whole number, not text"]],
    [{ id: 1, lines: [{ name: 2 }] }, ["lines[0].name has to be text, not a number"]],
    [{}, ['"id" is missing']],
    [{ code: 1, day: 1, lines: [{}, {}] }, ['"shop" is missing']],
    [[{ id: 1 }, { id: "y" }], ["[1].id has to be a whole number, not text"]],
    [[{}], ['"id" is missing in [0]']],
  ])("tell of %j what the one with the fewest mistakes says", (value, messages) => {
    expect(told({ anyOf, $defs: defs }, value)).toEqual(messages);
  });

  it("are all meant where none is nearer", () => {
    const two = [
      { type: "object", required: ["a", "b"] },
      { type: "object", required: ["c", "d"] },
    ];
    expect(told({ oneOf: two }, {})).toEqual([
      "this does not fit any of the shapes that are allowed here",
    ]);
  });

  it("may refer to themselves", () => {
    const tree = {
      anyOf: [
        { type: "object", required: ["left"], properties: { left: { $ref: "#" } } },
        { type: "null" },
      ],
    };
    expect(told(tree, { left: { left: {} } })).toEqual(['"left" is missing in left.left']);
  });
});
