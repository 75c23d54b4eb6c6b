import { expect, it } from "vitest";
import { compileTree, isTemplate } from "#src/templates/tree.js";
import { contextOf } from "./context.ts";

const context = contextOf("body");

it("fills the leaves and keeps the shape", () => {
  const value = {
    "{{key}}": ["{{body.total}}", "Đơn {{body.id}}", 1, true, null, [], {}],
    deep: { text: String.raw`\{{first_name}}` },
  };
  const { tree, problems } = compileTree(value, () => context);
  expect(problems).toEqual([]);
  const rendered = tree.render({ body: { total: 5, id: 'a"\n' } });
  expect(rendered).toEqual({
    "{{key}}": [5, 'Đơn a"\n', 1, true, null, [], {}],
    deep: { text: "{{first_name}}" },
  });
  expect(tree.render({ body: { total: 6, id: "" } })).not.toEqual(rendered);
});

it("gives problems and references their leaf's path, and asks for its context", () => {
  const asked: (readonly (string | number)[])[] = [];
  const { tree, problems } = compileTree(
    { a: ["x", "{{nope}}"], b: "{{body.id}}", c: 1 },
    (path) => {
      asked.push(path);
      return context;
    },
  );
  expect(asked).toEqual([["a", 0], ["a", 1], ["b"]]);
  expect(problems).toMatchObject([
    { path: ["a", 1], problem: { rule: "unknown-name", offset: 2 } },
  ]);
  expect(tree.references).toMatchObject([{ path: ["b"], reference: { path: ["body", "id"] } }]);
});

it("takes a key such as __proto__ for data", () => {
  const { tree } = compileTree(JSON.parse('{"__proto__": {"a": "{{body.id}}"}}'), () => context);
  const rendered = tree.render({ body: { id: 1 } });
  expect(JSON.stringify(rendered)).toBe('{"__proto__":{"a":1}}');
  expect(Object.getPrototypeOf(rendered)).toBe(Object.prototype);
});

it("is not a template where all is escaped", () => {
  expect(isTemplate(String.raw`\{{a}}`)).toBe(false);
});
