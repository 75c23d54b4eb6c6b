/** What is told of values in texts that are read as HTML. */
import { describe, expect, it } from "vitest";
import { problemsIn, projectFolder } from "../check-project.ts";

const CONFIG = `connections:
  staff: { type: telegram, bot_token: "1:token_for_this_test", chat: "-100" }
  mail: { type: smtp, host: smtp.example.com, from: shop@example.com }
vars: { sign: "<i>Tiệm Áo Dài</i>", hours: [8, 21] }
`;

const HEAD = `on:
  webhook:
    path: /a
    schema:
      type: object
      required: [id, name, total, at, code, tier, paid, more, items]
      properties:
        id: { type: string, pattern: "^DH-[0-9]{1,9}$" }
        name: { type: string, minLength: 1 }
        total: { type: number }
        at: { type: string, format: date-time }
        code: { type: string, pattern: "^[!-z]+$" }
        tier: { enum: [gold, silver] }
        paid: { type: boolean }
        more: {}
        note: { type: string, minLength: 1 }
        items:
          type: array
          items: { type: object, required: [name, qty], properties: { name: { type: string, minLength: 1 }, qty: { type: integer } } }
`;

/** What is told of a text of Telegram's, as \`column: what is told | hint\`. */
async function told(text: string, steps = "", step = telegram(text)): Promise<string[]> {
  const flow = `${HEAD}steps:\n${steps}${step}`;
  const folder = projectFolder({ "flows/a.yaml": flow, "ahaflow.yaml": CONFIG });
  const problems = await problemsIn(folder);
  return problems.map(({ rule, message, hint, where }) => {
    const [what] = message.split(" goes into HTML");
    return rule === "unescaped-html" ? `${where.column}: ${what} | ${hint}` : `${rule}: ${message}`;
  });
}

const telegram = (text: string, more = "format: html, ") =>
  `  - { connection: staff, uses: telegram.send_message, with: { ${more}text: ${JSON.stringify(text)} } }\n`;
const mail = (key: string, text: string) =>
  `  - { connection: mail, uses: smtp.send_mail, with: { to: a@example.com, subject: a, ${key}: ${JSON.stringify(text)} } }\n`;

describe("a value that somebody else wrote is told of, with what to write", () => {
  it.each([
    ["<b>{{trigger.body.name}}</b>", "trigger.body.name", "{{escape_html trigger.body.name}}"],
    ["{{trigger.body.name}}", "trigger.body.name", "{{escape_html trigger.body.name}}"],
    ["a {{trigger.body.more.b}}", "trigger.body.more.b", "{{escape_html trigger.body.more.b}}"],
    ["{{trigger.path}} a", "trigger.path", "{{escape_html trigger.path}}"],
    ["a {{trigger.body.code}}", "trigger.body.code", "{{escape_html trigger.body.code}}"],
    [
      "a {{default trigger.body.note 'x'}}",
      "(default trigger.body.note 'x')",
      "{{escape_html (default trigger.body.note 'x')}}",
    ],
    [
      "a {{upper (escape_html trigger.body.name)}}",
      "(upper (escape_html trigger.body.name))",
      "{{escape_html (upper trigger.body.name)}}",
    ],
    [
      "a {{truncate (escape_html (trim trigger.body.name)) 9}}",
      "(truncate (escape_html (trim trigger.body.name)) 9)",
      "{{escape_html (truncate (trim trigger.body.name) 9)}}",
    ],
    ["a {{json trigger.body}}", "(json trigger.body)", "{{escape_html (json trigger.body)}}"],
    [
      "{{#if trigger.body.paid}}a{{else}}{{trigger.body.name}}{{/if}}",
      "trigger.body.name",
      "{{escape_html trigger.body.name}}",
    ],
    [
      "{{#each trigger.body.items}}{{qty}} {{name}}{{/each}}",
      "this.name",
      "{{escape_html this.name}}",
    ],
    [
      "{{#with trigger.body.items.[0]}}{{this.name}}{{/with}}",
      "this.name",
      "{{escape_html this.name}}",
    ],
  ])("%s", async (text, what, hint) => {
    const step = telegram(text);
    const shown = what.replace(/^\(|\)$/g, "");
    const start = step.indexOf("text: ");
    // What is read of an entry is told with its whole path.
    const known = step.includes(shown) ? shown : shown.replace("this.", "");
    const column = step.indexOf(known, start) + 1;
    const line = await told(text);
    expect(line).toEqual([expect.stringContaining(`: ${what} | write ${hint}`)]);
    expect(Number(line[0]?.split(":")[0])).toBe(column);
  });

  it("also in a mail, in HTML alone", async () => {
    expect(await told("", "", mail("html", "<p>{{trigger.body.name}}</p>"))).toEqual([
      expect.stringContaining(": trigger.body.name | write {{escape_html trigger.body.name}}"),
    ]);
    expect(await told("", "", mail("text", "{{trigger.body.name}}"))).toEqual([]);
    expect(await told("", "", telegram("{{trigger.body.name}} a", ""))).toEqual([]);
    expect(await told("", "", telegram("{{trigger.body.name}} a", "format: plain, "))).toEqual([]);
  });

  it("also through a variable, the entries of a loop and one of two ways", async () => {
    const raw = '  - set: { who: "{{trigger.body.name}}" }\n';
    const perhaps = `  - set: { who: "{{escape_html trigger.body.name}}" }
  - { if: "{{trigger.body.paid}}", set: { who: "{{trigger.body.name}}" } }
`;
    for (const steps of [raw, perhaps])
      expect(await told("a {{vars.who}}", steps)).toEqual([
        expect.stringContaining(": vars.who | write {{escape_html vars.who}}"),
      ]);
    const tags = '  - set: { half: "<b>{{trigger.body.name}}</b>" }\n';
    expect(await told("a {{vars.half}}", tags)).toEqual([
      expect.stringMatching(/where it has tags, escape_html belongs around what somebody else/),
    ]);
    expect(await told("a {{concat '<b>' trigger.body.name '</b>'}}")).toEqual([
      expect.stringMatching(/ \| escape_html belongs around what somebody else wrote in it$/),
    ]);
    const lines = `  - id: lines
    for_each: "{{trigger.body.items}}"
    output: "{{item.name}} x {{item.qty}}"
    steps: [{ set: { a: 1 } }]
`;
    expect(await told("{{join steps.lines.output '\\n'}} a", lines)).toEqual([
      expect.stringContaining("| write {{escape_html (join steps.lines.output '\\n')}}"),
    ]);
  });
});

describe("nothing is told of", () => {
  it.each([
    [
      "what was escaped",
      "{{escape_html trigger.body.name}} {{trim (escape_html trigger.body.name)}}",
    ],
    ["what was escaped, with a fallback", "a {{default (escape_html trigger.body.name) '–'}}"],
    ["a line break for HTML", "a {{replace (escape_html trigger.body.name) '\\n' '<br>'}}"],
    ["what the author wrote", "a {{concat '<b>' (escape_html trigger.body.name) '</b>'}}"],
    [
      "numbers",
      "a {{trigger.body.total}} {{round trigger.body.total}} {{length trigger.body.name}}",
    ],
    [
      "amounts and dates",
      "{{format_number trigger.body.total}} {{format_date trigger.body.at 'dd/MM'}}",
    ],
    [
      "a phone, a digest, an address",
      "{{phone trigger.body.name}} {{hash trigger.body.name}} <a href='https://a.vn/?q={{url_encode trigger.body.name}}'>a</a>",
    ],
    [
      "choices, truths, times, patterns",
      "a {{trigger.body.tier}} {{trigger.body.paid}} {{trigger.body.at}} {{trigger.body.id}}",
    ],
    [
      "what ahaflow itself says",
      "{{flow.name}} {{run.id}} {{run.started_at}} {{trigger.received_at}}",
    ],
    ["a variable of ahaflow.yaml", "a {{vars.sign}} {{vars.hours.[0]}}"],
    ["conditions", "{{#if trigger.body.note}}{{escape_html trigger.body.note}}{{/if}} a"],
    [
      "entries",
      "{{#each trigger.body.items}}{{@index}}: {{escape_html name}} x {{qty}}\\n{{/each}}",
    ],
    ["what is called HTML", "a {{trigger.body.more.html}} {{trigger.body.more.receipt_html}}"],
  ])("%s", async (_what, text) => {
    expect(await told(text)).toEqual([]);
  });

  it("what was escaped in a variable, in each entry of a loop, or written in both ways", async () => {
    const steps = `  - set: { who: "<b>{{escape_html trigger.body.name}}</b>", list: ["{{escape_html trigger.body.name}}"], kind: new }
  - { if: "{{trigger.body.paid}}", set: { kind: "paid <b>already</b>" } }
  - id: lines
    for_each: "{{trigger.body.items}}"
    output: "{{escape_html item.name}} x {{item.qty}}"
    steps: [{ set: { a: 1 } }]
`;
    expect(
      await told(
        "{{vars.who}} {{vars.kind}} {{join vars.list}} {{join steps.lines.output '\\n'}}",
        steps,
      ),
    ).toEqual([]);
  });

  it("the step that failed and why, but of what is said of it", async () => {
    const text = "{{error.step}} {{error.reason}} {{error.attempts}} {{error.message}}";
    const said = await told("", "  - set: { a: 1 }\n", `on_failure:\n${telegram(text)}`);
    expect(said).toEqual([expect.stringContaining("error.message | ")]);
  });

  it("a format that nobody knows before it is filled in", async () => {
    const more = 'format: "{{vars.sign}}", ';
    const said = await told("", "", telegram("a {{trigger.body.name}}", more));
    expect(said.filter((one) => one.includes("escape_html"))).toEqual([]);
  });
});
