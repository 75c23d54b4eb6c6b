import { describe, expect, it } from "vitest";
import { accepts } from "#src/flows/shapes/calls.js";
import { checkTemplate } from "#src/flows/shapes/check-template.js";
import { shapeOfValue } from "#src/flows/shapes/from-value.js";
import { nameOfShape, type Shape } from "#src/flows/shapes/shape.js";
import { HELPER_GROUPS } from "#src/templates/helpers/registry.js";
import { outlineTemplate } from "#src/templates/outline.js";

/** What the checker makes of a template. */
function check(template: string, scope: Readonly<Record<string, unknown>> = {}) {
  const roots = new Map<string, Shape>(
    Object.entries(scope).map(([name, value]) => [name, shapeOfValue(value)]),
  );
  const outline = outlineTemplate(template, new Set(roots.keys()));
  if (outline === undefined) throw new Error(`${template} can't be read`);
  return checkTemplate(outline, { roots });
}

const helpers = HELPER_GROUPS.flatMap((group) => group.helpers);

describe("the types that helpers declare", () => {
  it.each(helpers)("$name: its example fits them", ({ example }) => {
    const { shape, findings } = check(example.template, example.scope);
    expect(findings).toEqual([]);
    expect(["unknown", nameOfShape(shapeOfValue(example.result))]).toContain(nameOfShape(shape));
  });

  it.each(helpers)("$name: has a type for every argument, and for no more", ({ takes, max }) => {
    expect(takes.length).toBeLessThanOrEqual(max);
    expect(takes.length > 0).toBe(max > 0);
  });

  it.each(helpers.filter(({ takes }) => takes.some((type) => type !== "any")))(
    "$name: refuses an object where its type does",
    ({ name, takes, min }) => {
      const count = Math.max(min, takes.length);
      const args = Array.from({ length: count }, () => "wrong").join(" ");
      const { findings } = check(`{{${name} ${args}}}`, { wrong: { a: 1 } });
      const typeAt = (at: number) => takes[Math.min(at, takes.length - 1)] ?? "any";
      const refused = Array.from({ length: count }, (_, at) => typeAt(at)).filter(
        (type) => !accepts(type, shapeOfValue({ a: 1 })),
      );
      expect(findings.map(({ rule }) => rule)).toEqual(refused.map(() => "wrong-template-type"));
    },
  );
});

describe("what calls give", () => {
  it.each([
    ["{{first items}}", "an object"],
    ["{{pluck items 'sku'}}", "a list"],
    ["{{default name ''}}", "text"],
    ["{{default name 1}}", "text or a number"],
    ["{{default (parse_json name) ''}}", "unknown"],
    ["{{items.length}}", "a number"],
    ["{{items}} ", "text"],
  ])("%s is %s", (template, name) => {
    const { shape } = check(template, { items: [{ sku: "A1" }], name: "An" });
    expect(nameOfShape(shape)).toBe(name);
  });
});
