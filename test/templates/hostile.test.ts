import { describe, expect, it } from "vitest";
import { compileTemplate } from "#src/templates/compile.js";

const context = {
  roots: new Set(["t"]),
  locate: (offset: number) => ({ file: "flow.yaml", line: 1, column: offset + 1 }),
};

const list = Array.from({ length: 100_000 }, (_, at) => at);
const long = "a".repeat(1_000_000);
const scope = {
  t: {
    list,
    long,
    objects: list.map((a) => ({ a })),
    few: list.slice(0, 9_999),
    pattern: "'".repeat(2_000),
  },
};

function compile(source: string) {
  return compileTemplate(source, context);
}

describe("a template that would blow up", () => {
  it.each([
    ["too long", "{{t.a}}".repeat(100_000), "template-too-long"],
    ["blocks", `${"{{#if t.a}}".repeat(400)}${"{{/if}}".repeat(400)}`, "template-too-long"],
    ["open blocks", "{{#each t.a}}".repeat(700), "template-syntax"],
    ["calls", `{{concat ${"(concat ".repeat(900)}t.a${")".repeat(900)}}}`, "template-too-long"],
    ["not ended", "{{".repeat(4_999), "template-syntax"],
    [
      "10,000 levels",
      `${"{{#if t.a}}".repeat(10_000)}${"{{/if}}".repeat(10_000)}`,
      "template-too-long",
    ],
  ])("(%s) is a problem of the file", (_name, source, rule) => {
    expect(compile(source).problems.map((problem) => problem.rule)).toContain(rule);
  });

  it.each([
    [
      "text times text",
      "{{length (replace (replace t.long 'a' t.long) 'a' t.long)}}",
      "larger than 1 MiB",
    ],
    ["text times list", "{{join t.list t.long}}", "larger than 1 MiB"],
    ["loops in loops", "{{#each t.list}}{{#each t.list}}{{/each}}{{/each}}", "too much work"],
    [
      "loops that write",
      "{{#each t.list}}{{#each t.list}}xx{{/each}}{{/each}}",
      "larger than 1 MiB",
    ],
    [
      "a list searched in a loop",
      "{{#each t.list}}{{#if (includes t.list 'x')}}{{/if}}{{/each}}",
      "too much work",
    ],
    [
      "lists made in a loop",
      "{{#each t.list}}{{#if (pluck t.objects 'a')}}{{/if}}{{/each}}",
      "too much work",
    ],
    [
      "JSON made in a loop",
      "{{#each t.list}}{{#if (json t.few)}}{{/if}}{{/each}}",
      "too much work",
    ],
    ["a long pattern", "{{format_date '2026-01-01' t.pattern}}", "pattern is too long"],
  ])("(%s) fails the step and costs little", (_name, source, message) => {
    const { template, problems } = compile(source);
    expect(problems).toEqual([]);
    expect(() => template.render(scope)).toThrow(
      expect.objectContaining({ name: "ActionError", message: expect.stringContaining(message) }),
    );
  });

  it("is told from one that only looks at much", () => {
    const { template } = compile("{{#each t.list}}{{length t.list}} {{first t.list}},{{/each}}");
    expect(template.render({ t: { list: list.slice(0, 10_000) } })).toHaveLength(80_000);
  });
});
