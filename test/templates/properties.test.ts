import * as fc from "fast-check";
import { expect, it } from "vitest";
import { parseJson } from "#src/documents/parse-json.js";
import { ActionError } from "#src/errors.js";
import { compileTemplate, isTemplate } from "#src/templates/compile.js";
import { contextOf, render } from "./context.ts";

const anyText = fc.string({ unit: "binary", maxLength: 200 });

it("passes any text through unchanged", () => {
  fc.assert(
    fc.property(anyText, (value) => {
      expect(render("{{a}}", { a: value })).toBe(value);
      expect(render("<{{a}}|{{{a}}}>", { a: value })).toBe(`<${value}|${value}>`);
      expect(render("{{#each list}}{{this}}{{/each}}", { list: [value] })).toBe(value);
      expect(render("{{join (split a '|') '|'}}", { a: value })).toBe(value);
      expect(render("{{parse_json (json a)}}", { a: value })).toBe(value);
    }),
  );
});

it("passes any value through unchanged", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(render("{{a.b}}", { a: { b: value } })).toBe(value);
      expect(render("{{parse_json (json a.b)}}", { a: { b: value } })).toEqual(
        parseJson(JSON.stringify(value)),
      );
    }),
  );
});

const pieces = fc.constantFrom(
  ..."{{ }} {{{ }}} {{# {{/ {{^ {{~ ~}} {{! {{!-- --}} {{> {{* {{{{ }}}} ( ) \\ \\\\ \" ' | [ ] . .. / @ = as".split(
    " ",
  ),
  ..."if each with unless else this @index @root a b a.b a.0 0 1 'x' null true upper default eq concat json first __proto__ constructor #if #each /if /each".split(
    " ",
  ),
  " ",
  " ",
  "\n",
  "\u2028",
  "\0",
  "đ",
  "{{a}}",
  "{{#if a}}",
  "{{/if}}",
  "{{#each b}}",
  "{{/each}}",
  "{{else}}",
);

it("never fails but by problems and ActionError, and finds its places in the text", () => {
  const templates = fc.oneof(
    anyText,
    fc.array(pieces, { maxLength: 25 }).map((all) => all.join("")),
  );
  const scope = { a: { b: "text", 0: 1 }, b: [1, "2", null, { a: 1 }] };
  fc.assert(
    fc.property(templates, (source) => {
      const { template, problems } = compileTemplate(source, contextOf("a", "b"));
      for (const { offset, length } of problems) {
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(length).toBeGreaterThan(0);
        expect(offset).toBeLessThanOrEqual(source.length);
      }
      for (const { path, offset, length } of template.references) {
        // Handlebars counts wrong columns behind these two.
        const exact = !/[\u2028\u2029]/.test(source);
        expect(exact ? source.slice(offset, offset + length) : path.at(-1)).toContain(path.at(-1));
      }
      expect(isTemplate(source) || source.includes("\0") ? [] : problems).toEqual([]);
      const failure = failureOf(() => template.render(scope));
      expect(failure === undefined || failure instanceof ActionError).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

function failureOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
