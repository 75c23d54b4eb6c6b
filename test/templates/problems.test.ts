import { describe, expect, it } from "vitest";
import { compileTemplate } from "#src/templates/compile.js";
import { contextOf } from "./context.ts";

const context = contextOf("trigger", "steps", "vars");

/** Each problem as its rule, the text that it marks, its message and hint. */
function problemsOf(source: string, roots = context): string[][] {
  return compileTemplate(source, roots).problems.map(({ rule, message, hint, offset, length }) => [
    rule,
    source.slice(offset, offset + length),
    message,
    hint ?? "",
  ]);
}

describe("problems", () => {
  it.each([
    ["a {{b", "{{", "this {{ is never closed"],
    ["{{upper 'b}}", "{{", "a quote or bracket after this {{ is never closed"],
    ["{{!-- note", "{{", "this {{ is never closed"],
    ["a\r\n\n {{}}", "{{}}", "empty {{}}"],
    ["{{#if vars.a}}x", "{{#if vars.a}}", "the block {{#if}} is never closed"],
    ["{{#if vars.a}}x{{/each}}", "{{/each}}", "{{/each}} stands where {{#if}} must be closed"],
    ["{{vars.a}}\0", "\0", "U+0000 can't stand in a template"],
    ["x{{/if}}", "{{/if}}", "{{/if}} closes a block that is not open"],
    ["{{else}}", "{{else}}", "{{else}} stands outside of a block"],
    ["{{#if vars.a}}{{else}}{{else}}{{/if}}", "{{else}}", "{{#if}} has its {{else}} already"],
    ["{{vars.items.0}}", "0", "a path can't end with 0"],
    ["{{{vars.a}} b", "{{{vars.a}}", "as many braces must close as were opened"],
    ["{{(now)}}", "{{(now)}}", "parentheses around the whole call"],
    ["{{vars.a}} {{a=b=c}}", "{{a=b=c}}", "this can't be read as a template"],
    [String.raw`\{{x}} {{vars.this.a}}`, "{{vars.this.a}}", "this can't be read as a template"],
    [
      "{{eq vars.a 12345678901234567}}",
      "12345678901234567",
      "the number 12345678901234567 has more digits than a number can hold",
    ],
    [
      "{{add vars.a -0.1000000000000000055}}",
      "-0.1000000000000000055",
      "the number -0.1000000000000000055 has more digits than a number can hold",
    ],
    ["{{phone 0908071111}}", "0908071111", "the number 0908071111 loses its leading zero"],
    [
      "{{format_number vars.a maximum_fraction_digits=007}}",
      "007",
      "the number 007 loses its leading zero",
    ],
    ["{{#if vars.a}}{{else if ||}}{{/if}}", "{{else if ||}}", "this can't be read as a template"],
  ])("%j is no template", (source, marked, message) => {
    expect(problemsOf(source).map((problem) => problem.slice(0, 3))).toEqual([
      ["template-syntax", marked, message],
    ]);
  });

  it.each([
    ["{{> header}}", "partials"],
    ["{{#> header}}{{/header}}", "partials"],
    ["{{* mark}}", "decorators"],
    ['{{#*inline "a"}}{{/inline}}', "decorators"],
    ["{{{{raw}}}}{{x}}{{{{/raw}}}}", "raw blocks"],
  ])("%s is not supported", (source, what) => {
    const [problem] = problemsOf(source);
    expect(problem?.[0]).toBe("template-unsupported");
    expect(problem?.[2]).toContain(what);
  });

  it("offers both ways for an unknown name", () => {
    expect(problemsOf("Chào {{first_name}}")).toEqual([
      [
        "unknown-name",
        "first_name",
        'unknown name "first_name"; a template can read: steps, trigger, vars',
        String.raw`write \{{first_name}} if the chatbot should fill it in, or {{trigger.body.first_name}} for the webhook's data`,
      ],
    ]);
    expect(problemsOf("{{a}}", contextOf("body"))[0]?.[3]).toContain("{{body.a}}");
    expect(problemsOf("{{a}}", contextOf("vars"))[0]?.[3]).not.toContain("webhook");
  });

  it.each([
    ["{{triger.body}}", "unknown-name", 'did you mean "trigger"?'],
    ["{{format_date now 'yyyy'}}", "unknown-name", "write (now) to call the helper"],
    ["{{env.SHOP}}", "unknown-name", "read in ahaflow.yaml alone"],
    ["{{$env.SHOP}}", "unknown-name", "read in ahaflow.yaml alone"],
    ["{{process.env.SHOP}}", "unknown-name", "read in ahaflow.yaml alone"],
    ["{{$json.body.name}}", "unknown-name", "write {{trigger.body.name}}"],
    ["{{$json.name}}", "unknown-name", "write {{trigger.body.name}}"],
    ["{{this}}", "unknown-name", "steps, trigger, vars"],
    ["{{@root}}", "unknown-name", "steps, trigger, vars"],
    ["{{../vars.a}}", "unknown-name", "leads out of the template"],
    ["{{#each vars.a}}{{../../vars.a}}{{/each}}", "unknown-name", "leads out of the template"],
    ["{{#with vars.a}}{{@index}}{{/with}}", "unknown-name", "only inside of {{#each}}"],
    ["{{@level}}", "unknown-name", "@index"],
    ["{{#each vars.a}}{{../nope}}{{/each}}", "unknown-name", "the chatbot"],
    ["{{uper vars.a}}", "unknown-helper", 'did you mean "upper"?'],
    ["{{lookup vars 'a'}}", "unknown-helper", "docs/templates.md"],
    ["{{upper (log vars.a)}}", "unknown-helper", "docs/templates.md"],
    ["{{vars.a.b 1}}", "unknown-helper", "docs/templates.md"],
    ["{{'a' 1}}", "unknown-helper", "docs/templates.md"],
    ["{{#vars.a}}{{/vars.a}}", "unknown-helper", "write {{#each vars.a}}"],
    ["{{#eq 1 2}}{{/eq}}", "unknown-helper", "write {{#if (eq …)}}"],
    ["{{replace vars.a 'b'}}", "helper-arguments", "usage: {{replace text from to}}"],
    ["{{upper}}", "helper-arguments", "usage: {{upper text}}"],
    ["{{#if vars.a vars.b}}{{/if}}", "helper-arguments", "write {{#if value}}"],
    ["{{#each}}{{/each}}", "helper-arguments", "write {{#each value}}"],
    ["{{upper vars.a locale='vi'}}", "helper-arguments", "no options"],
    ["{{phone vars.a zone='VN'}}", "helper-arguments", "options are: region"],
    ["{{#each vars.a x=1}}{{/each}}", "helper-arguments", "no options"],
    ["{{12}}", "template-unsupported", "without the braces"],
    ["{{vars.__proto__.a}}", "template-unsupported", "rename"],
  ])("%s is a problem: %s", (source, rule, hint) => {
    const [problem, ...others] = problemsOf(source);
    expect(problem?.[0]).toBe(rule);
    expect(problem?.[3]).toContain(hint);
    expect(others).toEqual([]);
  });

  it("finds all of them, in the order of the text", () => {
    const source = "{{a.b}}\n{{#if (nope vars.a)}}{{> x}}\n{{upper 1 2}}{{/if}}{{c}}";
    expect(problemsOf(source).map(([rule, marked]) => [rule, marked])).toEqual([
      ["unknown-name", "a.b"],
      ["unknown-helper", "nope"],
      ["template-unsupported", "{{> x}}"],
      ["helper-arguments", "upper"],
      ["unknown-name", "c"],
    ]);
  });

  it.each([
    ["long", `{{vars.a}}${"x".repeat(10_000)}`],
    ["deep in blocks", "{{#if vars.a}}".repeat(300) + "{{/if}}".repeat(300)],
    ["deep in calls", `{{not ${"(not ".repeat(1000)}1${")".repeat(1000)}}}`],
  ])("refuses what is too %s", (_, source) => {
    expect(problemsOf(source).map(([rule]) => rule)).toEqual(["template-too-long"]);
  });

  it("takes a long list of cases", () => {
    const source = `{{#if vars.a}}a${"{{else if vars.b}}b".repeat(500)}{{else}}c{{/if}}`;
    const { template, problems } = compileTemplate(source, context);
    expect(problems).toEqual([]);
    expect(template.render({ vars: {} })).toBe("c");
  });

  it("does not render a template with problems", () => {
    expect(() => compileTemplate("{{nope}}", context).template.render({})).toThrow(
      "the template has problems",
    );
  });
});
