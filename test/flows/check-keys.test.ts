import { describe, expect, it } from "vitest";
import { problemsIn, projectFolder } from "./check-project.ts";

/** What is found in a flow with these lines, as `line:column rule: hint`. */
async function found(...lines: string[]): Promise<string[]> {
  const problems = await problemsIn(projectFolder({ "flows/a.yaml": lines.join("\n") }));
  return problems.map(
    ({ rule, where: { line, column }, hint }) => `${line}:${column} ${rule}: ${hint}`,
  );
}

describe("a part of an answer that is misspelt", () => {
  it.each([
    ["messagess", '[{ text: "Xin chào" }]', "messages"],
    ["message", '[{ text: "Xin chào" }]', "messages"],
    ["Messages", "[{ attachment: { type: image } }]", "messages"],
    ["setAttributes", "{ a: 1 }", "set_attributes"],
    ["set_attribute", "{ a: 1 }", "set_attributes"],
    ["redirect_to_block", "[Menu]", "redirect_to_blocks"],
  ])("%s: %s", async (name, value, meant) => {
    expect(await found(`steps: [{ respond: { body: { ${name}: ${value} } } }]`)).toEqual([
      `1:30 unknown-key: did you mean "${meant}"?`,
    ]);
    const fallback = `on: { webhook: { path: /a, respond: { fallback: { body: { ${name}: ${value} } } } } }`;
    expect(await found(fallback, "steps: [{ respond: { body: {} } }]")).toEqual([
      `1:59 unknown-key: did you mean "${meant}"?`,
    ]);
  });

  it.each([
    "{ message: ok }",
    "{ success: true, message: [] }",
    "{ message: [1, 2] }",
    '{ message: "{{trigger.body.id}}", data: [{ text: a }] }',
    "{ messages_sent: [{ text: a }] }",
    "{ attributes: { a: 1 } }",
    "[{ message: [{ text: a }] }]",
  ])("is not one where the body is another: %s", async (body) => {
    expect(await found(`steps: [{ respond: { body: ${body} } }]`)).toEqual([]);
  });
});

describe("a template as a key", () => {
  it("is found wherever it stands, but in cases, which are told of by themselves", async () => {
    expect(
      await found(
        `steps:`,
        `  - set: { a: { "{{run.id}}": 1 } }`,
        `  - uses: http.request`,
        `    with: { url: "https://crm.example.com/", query: { "{{run.id}}": 1 }, headers: { X-A: b } }`,
        `  - respond: { body: [{ "a {{vars.a}}": 1 }] }`,
        `output: { "{{run.id}}": 1 }`,
      ),
    ).toEqual([
      "2:17 template-key: write the name itself; templates stand in values",
      "4:55 template-key: write the name itself; templates stand in values",
      "5:25 template-key: write the name itself; templates stand in values",
      "6:11 template-key: write the name itself; templates stand in values",
    ]);
  });
});

describe("blanks beside a template", () => {
  it("are told of where they make text of a value, or go out with it", async () => {
    const rule =
      'blank-beside-template: write "{{trigger.body.a}}", and with | or > write |- or >-';
    expect(
      await found(
        "steps:",
        "  - uses: http.request",
        "    with:",
        '      url: "https://crm.example.com/"',
        "      method: POST",
        '      json: { a: "{{trigger.body.a}} ", b: ["\\n{{trigger.body.a}}"] }',
        '  - set: { a: " {{trigger.body.a}}", n: " {{length trigger.body.a}}" }',
        '  - { for_each: "{{trigger.body.a}} ", steps: [{ stop: {} }] }',
      ),
    ).toEqual([
      `6:19 ${rule}`,
      `6:48 ${rule}`,
      `7:17 ${rule}`,
      '7:43 blank-beside-template: write "{{length trigger.body.a}}", and with | or > write |- or >-',
      "8:18 wrong-template-type: name a list, with one mustache alone",
    ]);
  });

  it("are fine in what people read, and beside anything else", async () => {
    expect(
      await found(
        "steps:",
        "  - uses: ahachat.send_text",
        '    with: { user_id: "6523889107654321", text: " {{trigger.body.a}}\\n" }',
        '  - set: { a: "{{trigger.body.a}} {{trigger.body.b}} ", b: "- {{trigger.body.a}} " }',
      ),
    ).toEqual([]);
  });
});
