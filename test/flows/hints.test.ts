/** What a hint says, done to the letter, gives a right flow. */
import { describe, expect, it } from "vitest";
import { problemsIn, projectFolder } from "./check-project.ts";

const flow = (text: string) => `connection: shop
on: { webhook: { path: /a, sample: samples/a.json } }
steps:
  - uses: ahachat.send_text
    with:
      user_id: "6523889107654321"
      text: ${text}
`;

const sample = JSON.stringify({
  body: { a: 3, b: 2, t: "x,y", list: [{ n: 1 }], "full text": "An", o: { text: "x" } },
});

async function found(text: string) {
  const folder = projectFolder({ "flows/a.yaml": text, "flows/samples/a.json": sample });
  return (await problemsIn(folder)).map(({ rule, message, hint }) => ({ rule, message, hint }));
}

it("a path without parameters has none, and the message has no empty list", async () => {
  const [problem] = await found(flow('"{{trigger.params.id}}"'));
  expect(problem).toMatchObject({
    message: 'trigger.params has no "id": there is nothing in it',
    hint: "take it away, or read something else",
  });
});

/** The only hint for a wrong text, which has to be the only thing that is said. */
async function hintFor(text: string): Promise<string> {
  const problems = await found(text);
  expect(problems).toHaveLength(1);
  return problems[0]?.hint ?? "";
}

/** The value that is wrong, and what has to be written in its place as the hint says. */
const EXPRESSIONS: readonly (readonly [wrong: string, right: string])[] = [
  [`"{{trigger.body.a > 1}}!"`, `"{{gt trigger.body.a 1}}!"`],
  [`"{{trigger.body.a < 1}}!"`, `"{{lt trigger.body.a 1}}!"`],
  [`"{{trigger.body.a >= 1}}!"`, `"{{gte trigger.body.a 1}}!"`],
  [`"{{trigger.body.a <= trigger.body.b}}!"`, `"{{lte trigger.body.a trigger.body.b}}!"`],
  [`"{{trigger.body.a == 1}}!"`, `"{{eq trigger.body.a 1}}!"`],
  [`"{{trigger.body.a === 1}}!"`, `"{{eq trigger.body.a 1}}!"`],
  [`"{{trigger.body.a = 1}}!"`, `"{{eq trigger.body.a 1}}!"`],
  [`"{{trigger.body.t != 'x'}}!"`, `"{{ne trigger.body.t 'x'}}!"`],
  [`'{{trigger.body.t == "x"}}!'`, `'{{eq trigger.body.t "x"}}!'`],
  [String.raw`"{{trigger.body.t == \"x\"}}!"`, `"{{eq trigger.body.t 'x'}}!"`],
  [`"{{trigger.body.a && trigger.body.b}}!"`, `"{{and trigger.body.a trigger.body.b}}!"`],
  [`"{{trigger.body.a || trigger.body.b}}!"`, `"{{or trigger.body.a trigger.body.b}}!"`],
  [
    `"{{trigger.body.a > 1 && !trigger.body.b}}!"`,
    `"{{and (gt trigger.body.a 1) (not trigger.body.b)}}!"`,
  ],
  [`"{{trigger.body.a + 1}}!"`, `"{{add trigger.body.a 1}}!"`],
  [`"{{trigger.body.a - 1}}!"`, `"{{subtract trigger.body.a 1}}!"`],
  [`"{{trigger.body.a * trigger.body.b}}!"`, `"{{multiply trigger.body.a trigger.body.b}}!"`],
  [`"{{trigger.body.t + ' đ'}}!"`, `"{{concat trigger.body.t ' đ'}}!"`],
  [`"{{trigger.body.t ?? 'x'}}!"`, `"{{default trigger.body.t 'x'}}!"`],
  [`"{{trigger.body.a ? 'x' : 'y'}}!"`, `"{{#if trigger.body.a}}x{{else}}y{{/if}}!"`],
  [
    `"{{trigger.body.a > 1 ? 'x' : trigger.body.t}}!"`,
    `"{{#if (gt trigger.body.a 1)}}x{{else}}{{trigger.body.t}}{{/if}}!"`,
  ],
  [`"{{#if trigger.body.a > 1}}x{{/if}}!"`, `"{{#if (gt trigger.body.a 1)}}x{{/if}}!"`],
  [`"{{trigger.body.t.toUpperCase()}}!"`, `"{{upper trigger.body.t}}!"`],
  [`"{{trigger.body.t.trim()}}!"`, `"{{trim trigger.body.t}}!"`],
  [`"{{upper(trigger.body.t)}}!"`, `"{{upper trigger.body.t}}!"`],
  [`"{{trigger.body.list[0].n}}!"`, `"{{trigger.body.list.[0].n}}!"`],
  [`"{{trigger.body['t']}}!"`, `"{{trigger.body.t}}!"`],
  [`"{{trigger.body['full text']}}!"`, `"{{trigger.body.[full text]}}!"`],
  [`"{{trigger.body.full text}}!"`, `"{{trigger.body.[full text]}}!"`],
  [`"{{trigger.body?.t}}!"`, `"{{trigger.body.t}}!"`],
  [`"{{trigger.body.t | upper}}!"`, `"{{upper trigger.body.t}}!"`],
  [`"{{trigger.body.t | default: 'x' | upper}}!"`, `"{{upper (default trigger.body.t 'x')}}!"`],
  [`"{{default trigger.body.t “bạn”}}!"`, `"{{default trigger.body.t 'bạn'}}!"`],
  [`"{{= trigger.body.t}}!"`, `"{{trigger.body.t}}!"`],
  [`"{{!trigger.body.t}}!"`, `"{{not trigger.body.t}}!"`],
  [`"{{first_name}}!"`, String.raw`"\\{{first_name}}!"`],
  [`'{{first_name}}!'`, String.raw`'\{{first_name}}!'`],
  [`"{{messenger user id}}!"`, String.raw`"\\{{messenger user id}}!"`],
  [`"{{trigger.body.list}}!"`, `"{{json trigger.body.list}}!"`],
  [`"{{split trigger.body.t ','}}!"`, `"{{json (split trigger.body.t ',')}}!"`],
  [`"{{length trigger.body.list}}"`, `"{{concat (length trigger.body.list)}}"`],
  [`"{{trigger.body.a}}"`, `"{{concat trigger.body.a}}"`],
];

describe("a hint about a template", () => {
  it.each(EXPRESSIONS)("%s: %s", async (wrong, right) => {
    const hint = await hintFor(flow(wrong));
    const shown = /\\*\{\{.*?\}\}(?:.*\{\{\/if\}\})?/.exec(right)?.[0] ?? "";
    // Of a block, the hint shows where it begins.
    expect(hint).toContain(
      shown.startsWith("{{#if") && !shown.includes("else")
        ? shown.slice(0, shown.indexOf("}}") + 2)
        : shown,
    );
    expect(await found(flow(right))).toEqual([]);
  });

  it("says of what can't be said so, at least what can be", async () => {
    for (const text of [
      "{{trigger.body.a + trigger.body.b * 2}}",
      "{{trigger.body.t.frobnicate()}}",
    ])
      expect(await hintFor(flow(`"${text}"`))).toContain("write {{a.path}} or");
  });
});

const TAGS = (value: string) => `connection: shop
on: { webhook: { path: /a, sample: samples/a.json } }
steps:
  - uses: ahachat.add_tags
    with:
      user_id: "6523889107654321"
      tags: ${value}
`;

const messages = (value: string) =>
  flow("x").replace("send_text", "send_dynamic").replace("text: x", `messages: ${value}`);

const QUOTES: readonly (readonly [wrong: string, hint: string, right: string])[] = [
  [flow(`"{{default trigger.body.t "bạn"}}"`), "'bạn'", flow(`"{{default trigger.body.t 'bạn'}}"`)],
  [flow(`'{{default trigger.body.t 'bạn'}}'`), '"bạn"', flow(`'{{default trigger.body.t "bạn"}}'`)],
  [
    flow(`"Shop nói: "Chào" nhé"`),
    `"Shop nói: \\"Chào\\" nhé"`,
    flow(`"Shop nói: \\"Chào\\" nhé"`),
  ],
  [flow(`'Shop nói: 'Chào' nhé'`), "'Shop nói: ''Chào'' nhé'", flow("'Shop nói: ''Chào'' nhé'")],
  [flow(`"Chào" bạn`), `'"Chào" bạn'`, flow(`'"Chào" bạn'`)],
  [TAGS("vip"), '["vip"]', TAGS('["vip"]')],
  [TAGS("vip"), '- "vip"', TAGS('\n        - "vip"')],
  [TAGS(`"{{trigger.body.t}}"`), `["{{trigger.body.t}}"]`, TAGS(`["{{trigger.body.t}}"]`)],
];

describe("a hint about quotes and lists", () => {
  it.each(QUOTES)("%s", async (wrong, part, right) => {
    expect(await hintFor(wrong)).toContain(part);
    expect(await found(right)).toEqual([]);
  });

  it("does not say to put an object into a list of texts, nor a text into one of objects", async () => {
    expect(await hintFor(TAGS(`"{{trigger.body.o}}"`))).not.toContain("in a list");
    expect(await hintFor(messages(`"{{trigger.body.t}}"`))).not.toContain("in a list");
    expect(await hintFor(messages(`"{{trigger.body.o}}"`))).toContain('["{{trigger.body.o}}"]');
    expect(await found(messages(`["{{trigger.body.o}}"]`))).toEqual([]);
  });
});

const form = (text: string, schema = "") => ({
  "flows/a.yaml": `connection: shop
on: { webhook: { path: /a, sample: a.json${schema} } }
steps:
- { uses: ahachat.send_text, with: { user_id: "6523889107654321", text: ${text} } }
`,
  "flows/a.json": JSON.stringify({
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: { "customer[phone]": "0908071111", "items[0][sku]": "A1" },
  }),
});

const formProblems = async (...args: Parameters<typeof form>) =>
  (await problemsIn(projectFolder(form(...args)))).map(({ hint }) => hint);

describe("a field of a form with brackets in its name", () => {
  const typed =
    ", schema: { type: object, properties: { customer: { type: object }, items: { type: array } } }";

  it.each(["customer.phone", "items.0.sku", "default trigger.body.customer.phone 'x'"])(
    "%s wants a schema, and is right with it",
    async (path) => {
      const text = `"{{${path.startsWith("default") ? "" : "trigger.body."}${path}}}"`;
      const type = path.startsWith("items")
        ? "items: { type: array }"
        : "customer: { type: object }";
      expect(await formProblems(text)).toEqual([expect.stringContaining(type)]);
      expect(await formProblems(text, typed)).toEqual([]);
    },
  );

  it("is written with its inner bracket escaped", async () => {
    const wrong = "{{trigger.body.[customer[phone]]}}";
    const right = String.raw`{{trigger.body.[customer[phone\\]]}}`;
    expect(await formProblems(`"${wrong}"`)).toEqual([
      String.raw`write .[customer[phone\]], with \\ in place of each \ in a text in double quotes`,
    ]);
    expect(await formProblems(`"${right}"`)).toEqual([]);
  });
});

/** A step whose keys begin behind so many blanks. */
const lines = (id: number, uses: number, wait = 5) =>
  `steps:\n  - ${" ".repeat(id)}id: greet\n${" ".repeat(uses)}set: { n: 1 }\n${" ".repeat(wait - 1)}name: x\n`;

describe("one column too many or too few", () => {
  it.each([
    [lines(0, 3), "YAML: `set` starts at column 4, `id` at 5", "begin `set` at column 5"],
    [lines(0, 5), "YAML: `set` starts at column 6, `id` at 5", "begin `set` at column 5"],
    [lines(0, 4, 4), "YAML: `name` starts at column 4, `set` at 5", "begin `name` at column 5"],
    [lines(0, 4, 6), "YAML: `name` starts at column 6, `set` at 5", "begin `name` at column 5"],
  ])("%s", async (text, message, hint) => {
    const problems = await found(text);
    expect(problems).toEqual([
      { rule: "yaml-syntax", message, hint: expect.stringContaining(hint) },
    ]);
    expect(await found(lines(0, 4))).toEqual([]);
  });

  it("says both columns that it may be, where both are near", async () => {
    const text = "on:\n  webhook:\n    path: /a\n   schedule: []\n";
    expect((await found(text))[0]?.hint).toContain("at column 5, or at 3 beside `webhook`");
  });

  it("does not look for keys in a text of several lines", async () => {
    const text = `${flow("|\n        a: 1\n          b: 2\n         c: 3")}     name: x\n`;
    expect((await found(text))[0]?.message).toBe("YAML: `name` starts at column 6, `text` at 7");
  });
});
