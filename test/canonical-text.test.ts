import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical, canonicalValue, searchable } from "#src/canonical-text.js";
import { userValidator } from "#src/documents/schema-validator.js";
import { keyText } from "#src/engine/accept/submit.js";
import { differences } from "#src/flow-tests/differences.js";
import { NameMap, NameSet } from "#src/platforms/ahachat/simulator/names.js";
import { render } from "./templates/context.ts";

const COMPOSED = "Hà Nội";
/** The same, as a Mac types it: ten characters. */
const APART = COMPOSED.normalize("NFD");

const scope = { apart: APART, list: ["x", APART], text: `Giao ${APART} nhé`, one: { [APART]: 1 } };

describe("two texts that look alike", () => {
  it.each([
    ["{{eq apart 'Hà Nội'}}", true],
    ["{{ne apart 'Hà Nội'}}", false],
    ["{{gt apart 'Hà Nội'}}", false],
    ["{{lte apart 'Hà Nội'}}", true],
    ["{{lt apart 'Hà Nộj'}}", true],
    ["{{includes list 'Hà Nội'}}", true],
    ["{{includes text 'Hà Nội'}}", true],
    ["{{includes text 'Ha'}}", false],
    ["{{replace text 'Hà Nội' 'Huế'}}", "Giao Huế nhé"],
    ["{{split text 'Hà Nội'}}", ["Giao ", " nhé"]],
    ["{{length apart}}", 6],
    ["{{apart.length}}", 6],
    ["{{truncate apart 6}}", APART],
    ["{{truncate apart 3}}", `${"Hà".normalize("NFD")}…`],
    ["{{truncate apart 2 ''}}", "Hà".normalize("NFD")],
    ["{{one.[Hà Nội]}}", 1],
  ] as [string, unknown][])("%s is %j", (template, value) => {
    expect(render(template, scope)).toEqual(value);
  });

  it("are sent as they came", () => {
    for (const template of [
      "{{apart}}",
      "{{concat apart}}",
      "{{default apart 'x'}}",
      "{{trim apart}}",
    ])
      expect(render(template, scope)).toBe(APART);
    const around = { text: `${APART}|${APART}` };
    expect(render("{{join (split text '|') '|'}}", around)).toBe(around.text);
    expect(render("{{replace text '|' '-'}}", around)).toBe(`${APART}-${APART}`);
  });

  it("fit the same schema, whichever of them the schema has", () => {
    for (const [mine, yours] of [
      [COMPOSED, APART],
      [APART, COMPOSED],
    ] as const)
      for (const schema of [
        { const: mine },
        { enum: ["Huế", mine] },
        { pattern: `^${mine}$` },
        { maxLength: 6, minLength: 6 },
        { not: { const: "Hà Nam" } },
      ])
        expect([schema, userValidator({ ...schema })(yours)]).toEqual([schema, []]);
    const named = { [APART]: "x" };
    expect(userValidator({ required: [COMPOSED] })(named)).toEqual([]);
    expect(userValidator({ properties: { [COMPOSED]: { type: "number" } } })(named)).toHaveLength(
      1,
    );
    expect(userValidator({ uniqueItems: true })([COMPOSED, APART])).toHaveLength(1);
  });

  it("are one key, one expectation, one name of the simulator", () => {
    expect(keyText(APART)).toBe(COMPOSED);
    expect(keyText({ city: APART })).toBe(keyText({ city: COMPOSED }));
    expect(differences({ [COMPOSED]: [APART] }, { [APART]: [COMPOSED] }, [], "exact")).toEqual([]);
    expect(differences(COMPOSED, "Hà Nam", [], "exact")).toHaveLength(1);
    const names = new NameMap<number>().set("a", 1).set(APART, 2).set(COMPOSED, 3);
    expect([...names]).toEqual([
      ["a", 1],
      [APART, 3],
    ]);
    expect([names.get(COMPOSED), names.has(COMPOSED), names.delete(COMPOSED)]).toEqual([
      3,
      true,
      true,
    ]);
    expect([names.size, names.has(APART)]).toEqual([1, false]);
    expect([...new NameSet([COMPOSED, APART])]).toEqual([COMPOSED]);
  });
});

const marked = fc
  .array(
    fc.constantFrom(
      "a",
      "à",
      "ộ",
      "đ",
      "😀",
      "|",
      "\u0300",
      "\u0301",
      "\u0323",
      " ",
      "\u1112",
      "\u1161",
      "\u11ab",
      "각",
      "e",
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(""));

it("any text is searched in the composed form, and given back as it was", () => {
  fc.assert(
    fc.property(fc.oneof(marked, fc.string({ unit: "binary" })), (text) => {
      const made = searchable(text);
      expect(made.canonical).toBe(text.normalize("NFC"));
      expect(made.part(0)).toBe(text);
      expect(render("{{join (split a '|') '|'}}", { a: text })).toBe(text);
      const cut = render("{{truncate a 4 ''}}", { a: text }) as string;
      expect(text.startsWith(cut) && canonical(cut).length <= 4).toBe(true);
      for (const form of ["NFC", "NFD"] as const)
        expect(render("{{eq a b}}", { a: text, b: text.normalize(form) })).toBe(true);
    }),
  );
});

it("a value is copied only where a text of it changes", () => {
  const value = { a: ["x", { b: "Hà" }], c: 1, d: null };
  expect(canonicalValue(value)).toBe(value);
  const apart = { a: ["x", { [APART]: APART }], c: 1 };
  expect(canonicalValue(apart)).toEqual({ a: ["x", { [COMPOSED]: COMPOSED }], c: 1 });
  const odd: unknown = JSON.parse(`{"__proto__": "${APART}"}`);
  expect(JSON.stringify(canonicalValue(odd))).toBe(`{"__proto__":"${COMPOSED}"}`);
});
