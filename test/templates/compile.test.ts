import { describe, expect, it } from "vitest";
import { compileTemplate, isTemplate } from "#src/templates/compile.js";
import { contextOf, failureOf, render } from "./context.ts";

const order = { id: "DH1024", total: 250_000, paid: false, note: null, items: [{ name: "áo" }] };
const scope = { body: order, run: { id: "r1" } };

describe("one mustache alone", () => {
  it.each([
    ["{{body.total}}", 250_000],
    ["{{body.paid}}", false],
    ["{{body.note}}", null],
    ["{{body.items}}", order.items],
    ["{{{body.total}}}", 250_000],
    ["{{multiply body.total 2}}", 500_000],
    ["{{eq body.id 'DH1024'}}", true],
    ["{{body.items.[0]}}", { name: "áo" }],
    ["{{body.items.0.name}}", "áo"],
    ["{{body.items.length}}", 1],
    ["{{body.id.length}}", 6],
    ["{{this.body.total}}", 250_000],
    ["{{@root.body.total}}", 250_000],
  ])("%s keeps its type", (source, value) => {
    expect(render(source, scope)).toEqual(value);
  });

  it.each([
    [" {{body.total}}", " 250000"],
    ["{{body.total}}đ", "250000đ"],
    ["{{body.paid}}.", "false."],
    ["{{body.id}}{{body.total}}", "DH1024250000"],
    ["{{multiply body.total 2}} đ", "500000 đ"],
    ["{{! why }}{{body.total}}", "250000"],
    ["a {{~body.id~}} b", "aDH1024b"],
  ])("%s is text", (source, value) => {
    expect(render(source, scope)).toBe(value);
  });
});

describe("text", () => {
  it("escapes nothing for HTML", () => {
    const name = `<b> & "An"`;
    expect(render("{{name}}, {{{name}}}, {{&name}}", { name })).toBe(`${name}, ${name}, ${name}`);
  });

  it.each([
    ["no mustache", "no mustache"],
    [String.raw`\{{first_name}}`, "{{first_name}}"],
    [String.raw`Chào \{{first_name}}, đơn {{body.id}}`, "Chào {{first_name}}, đơn DH1024"],
    [String.raw`\{{{raw}}}`, "{{{raw}}}"],
  ])("%s gives %s", (source, value) => {
    expect(render(source, scope)).toBe(value);
  });

  it("does not take data for a template", () => {
    expect(render("{{a}} {{a}}", { a: "{{b}}", b: "secret" })).toBe("{{b}} {{b}}");
  });

  it.each([
    ["{{body}}!", "body is an object"],
    ["{{body.items}}!", "body.items is a list"],
    ["{{parse_json '[]'}}!", "(parse_json '[]') is a list"],
  ])("%s says how to write it", (source, what) => {
    const { code, message } = failureOf(source, scope);
    expect(code).toBe("template_failed");
    expect(message).toContain(what);
    expect(message).toContain("write {{json ");
  });

  it("is limited to 1 MiB, in bytes", () => {
    const half = "é".repeat(300_000);
    expect(failureOf("{{half}}{{half}}", { half }).message).toContain("larger than 1 MiB");
    expect(render("{{half}} ", { half })).toHaveLength(300_001);
  });
});

describe("what can be reached", () => {
  it.each(["constructor", "prototype", "toString", "hasOwnProperty", "__defineGetter__"])(
    "%s is missing unless it is data",
    (name) => {
      expect(failureOf(`{{body.${name}}}`, scope).code).toBe("missing_value");
      expect(failureOf(`{{body.items.${name}}}`, scope).code).toBe("missing_value");
      expect(failureOf(`{{body.id.${name}}}`, scope).code).toBe("missing_value");
      expect(render(`{{body.${name}}}`, { body: { [name]: 1 } })).toBe(1);
    },
  );

  it("never calls a function", () => {
    let calls = 0;
    const body = { f: () => (calls += 1) };
    expect(failureOf("{{body.f}}", { body }).code).toBe("missing_value");
    expect(failureOf("{{#each body.f}}{{/each}}", { body }).code).toBe("missing_value");
    expect(calls).toBe(0);
  });
});

it("lists what a template reads", () => {
  const source =
    "{{#if (or body.a body.b)}}{{#each body.items}}{{name}}{{run.id}}{{/each}}{{/if}}{{default body.nick body.id}}";
  const { template } = compileTemplate(source, contextOf("body", "run"));
  const read = template.references.map(({ path, offset, length, tolerant }) => ({
    path: path.join("."),
    written: source.slice(offset, offset + length),
    tolerant,
  }));
  expect(read).toEqual([
    { path: "body.a", written: "body.a", tolerant: true },
    { path: "body.b", written: "body.b", tolerant: true },
    { path: "body.items", written: "body.items", tolerant: false },
    { path: "run.id", written: "run.id", tolerant: false },
    { path: "body.nick", written: "body.nick", tolerant: true },
    { path: "body.id", written: "body.id", tolerant: true },
  ]);
});

it.each([
  ["text", false],
  ["{ {a}}", false],
  ["{{a}}", true],
  [String.raw`\{{a}}`, false],
  [String.raw`\{{a}} {{b}}`, true],
  [String.raw`\\{{a}}`, true],
])("isTemplate(%s) is %s", (text, expected) => {
  expect(isTemplate(text)).toBe(expected);
});
