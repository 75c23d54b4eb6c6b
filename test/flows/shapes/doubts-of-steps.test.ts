/** What is told of parts of a delivery, variables, calls out and cases that are hardly as they were meant. */
import { describe, expect, it } from "vitest";
import { problemsIn, projectFolder } from "../check-project.ts";
import { ORDER, set, told } from "./told.ts";

const sampled = (sample: string) =>
  [
    "on: { webhook: { path: /a, sample: a.json, methods: [GET, POST] } }\n",
    { "flows/a.json": sample },
  ] as const;
const summed = (concurrency: string) => `  - set: { total: 0 }
  - for_each: [1, 2]${concurrency}
    as: line
    steps: [{ set: { total: "{{add vars.total line}}" } }]
`;
const branches = `  - set: { name: An }
  - parallel:
      one: [{ set: { name: Ba } }, { set: { a: "{{vars.name}}" } }]
      two: [{ set: { b: "{{vars.name}}" } }]
`;
const call = (more: string) =>
  `  - { uses: http.request, with: { url: "https://crm.example.com", method: POST, ${more} } }\n`;
const requestTo = (url: string) =>
  `  - { uses: http.request, with: { url: "https://crm.example.com${url}" } }\n`;
const switched = (name: string) =>
  `  - { switch: "{{trigger.body.id}}", cases: { ${JSON.stringify(name)}: [{ stop: {} }] } }\n`;

describe("what a delivery has elsewhere", () => {
  it.each([
    ['{ "query": {}, "body": { "id": "1" } }', "{{trigger.query.id}}", "trigger.body.id"],
    ['{ "query": { "id": "1" }, "body": null }', "{{trigger.body.id}}", "trigger.query.id"],
    ['{ "query": { "id": "1" } }', "{{default trigger.body.id 'x'}}", "trigger.query.id"],
  ])("%s: %s", async (sample, template, meant) => {
    const name = meant.split(".")[1] ?? "";
    expect(await told(set(template), ...sampled(sample))).toEqual([
      `other-part: "id" comes in the ${name}, as far as the schema and sample say`,
    ]);
  });

  it.each([
    ['{ "id": "1" }', "{{trigger.query.id}}"],
    [
      '{ "query": { "id": "1" }, "body": { "id": "1" } }',
      "{{trigger.query.id}} {{trigger.body.id}}",
    ],
    ['{ "query": { "page": "1" }, "body": null }', "{{trigger.body.id}}"],
  ])("is not told of %s: %s", async (sample, template) => {
    expect(await told(set(template), ...sampled(sample))).toEqual([]);
  });

  it("is told of headers, whose names are in small letters", async () => {
    expect(await told(set("{{default trigger.headers.X-Shop ''}}"))).toEqual([
      'unknown-field: trigger.headers has names in small letters alone: never "X-Shop"',
    ]);
    expect(await told(set("{{default trigger.headers.x-shop ''}}"))).toEqual([]);
  });
});

describe("a variable", () => {
  it("that was set in a copy is as before behind it", async () => {
    expect(await told(summed("\n    concurrency: 5") + set("{{vars.total}}"))).toEqual([
      expect.stringMatching(/^set-in-copy: .* here it is as it was before$/),
    ]);
    expect(await told(branches + set("{{vars.name}}"))).toHaveLength(1);
  });

  it.each([
    summed("") + set("{{vars.total}}"),
    summed("\n    concurrency: 5"),
    `${summed("\n    concurrency: 5")}  - set: { total: 5 }\n${set("{{vars.total}}")}`,
    branches,
  ])("is what was set: %s", async (steps) => {
    expect(await told(steps)).toEqual([]);
  });

  it("that nothing reads may be one letter off", async () => {
    const read = `  - set: { etaa: 1 }\n  - set: { eta: 2 }\n${set("{{vars.eta}}")}`;
    expect(await told(read)).toEqual(['unread-variable: nothing reads the variable "etaa"']);
    expect(
      await told(
        "  - set: { notes: 1 }\n  - set: { codes: 2 }\n  - set: { a: '{{vars.codes}}' }\n",
      ),
    ).toEqual([]);
    expect(await told(read.replace("{{vars.eta}}", "{{vars.eta}} {{json vars}}"))).toEqual([]);
  });

  it("that may be missing gets a fallback of its kind in the hint", async () => {
    const problems = await problemsIn(
      projectFolder({
        "flows/a.yaml": `${ORDER}steps:
  - { id: user, if: "{{trigger.body.vip}}", uses: ahachat.find_user, with: { phone: "0908071111" } }
  - set: { a: "{{steps.user.output.tags}}", b: "{{steps.user.output.id}}" }
`,
      }),
    );
    expect(problems.map(({ hint }) => hint)).toEqual([
      expect.stringContaining("{{default steps.user.output.tags null}}"),
      expect.stringContaining("{{default steps.user.output.id '…'}}"),
    ]);
  });
});

describe("a call out", () => {
  it.each([
    [requestTo("/orders/:id"), "url-parameter"],
    [requestTo("/orders/:id/items"), "url-parameter"],
    [requestTo("/orders/{id}?a=1"), "url-parameter"],
    [requestTo("/orders?id={order.id}"), "url-parameter"],
    [requestTo("/orders/<id>"), "url-parameter"],
    [requestTo("/orders /{{trigger.body.id}}"), "url-blank"],
    [call('json: { items: \'[{"sku": "{{trigger.body.id}}"}]\' }'), "json-as-text"],
    [call('json: "{{json trigger.body}}"'), "json-as-text"],
    [call("json: '{\"a\": 1}'"), "json-as-text"],
    [
      `  - { uses: ahachat.send_text, with: { user_id: "6523889107654321", text: '{"text": "a"}' } }\n`,
      "json-as-text",
    ],
    [
      call('json: { a: 1 }, headers: { Authorization: "Bearer: abc {{trigger.body.id}}" }'),
      "authorization-scheme",
    ],
    [
      `  - { uses: ahachat.send_text, with: { user_id: "6523889107654321", text: "{{trigger.body.id}} ${"x".repeat(2000)}" } }\n`,
      "wrong-value",
    ],
  ])("%s", async (steps, rule) => {
    const found = await told(steps);
    expect(found.map((one) => one.split(":")[0])).toEqual([rule]);
  });

  it.each([
    requestTo(":8443/orders"),
    requestTo("/v1/models:run"),
    requestTo('/search?filter={\\"a\\":1}'),
    requestTo("/orders?q=áo dài"),
    requestTo("/orders/{{trigger.body.id}}"),
    call(`text: '{"a": 1}'`),
    call(`json: { note: "[mới] {{trigger.body.id}}", data: "{{json trigger.body}}" }`),
    call('json: { a: 1 }, headers: { Authorization: "Token abc-{{trigger.body.id}}" }'),
    `  - { uses: ahachat.send_text, with: { user_id: "6523889107654321", text: "{{#if trigger.body.vip}}${"x".repeat(1500)}{{else}}${"y".repeat(1500)}{{/if}}" } }\n`,
  ])("is fine: %s", async (steps) => {
    expect(await told(steps)).toEqual([]);
  });
});

describe("a case", () => {
  it.each(["paid ", "> 5", ">=5", "== a", "/^a/", "DH*"])("is one value: %j", async (name) => {
    expect(await told(switched(name))).toEqual([expect.stringMatching(/^doubtful-case: /)]);
  });

  it.each(["paid", "a, b", "*", "->", "áo dài", "=", "5 > 3", "/a/b"])(
    "may be any value: %j",
    async (name) => {
      expect(await told(switched(name))).toEqual([]);
    },
  );

  it("is no template", async () => {
    expect(await told(switched("{{vars.a}}"))).toEqual([expect.stringMatching(/^template-key: /)]);
  });
});

it("reads the sample of a form as the webhook does: one text for a list is a list", async () => {
  const head = `on:
  webhook:
    path: /a
    sample: a.json
    schema: { type: object, required: [sku], properties: { sku: { type: array, items: { type: string } } } }
`;
  const form =
    '{ "headers": { "content-type": "application/x-www-form-urlencoded" }, "body": { "sku": "A" } }';
  expect(await told(set("{{first trigger.body.sku}}"), head, { "flows/a.json": form })).toEqual([]);
  const json = '{ "headers": { "content-type": "application/json" }, "body": { "sku": "A" } }';
  expect(
    await told(set("{{first trigger.body.sku}}"), head, { "flows/a.json": json }),
  ).toHaveLength(1);
});

describe("a path where a value in a fixed form is needed", () => {
  it.each([
    ["messenger_user_id", "{{trigger.body.messenger_user_id}}"],
    ["body.user", "{{trigger.body.user}}"],
    ["{user}", "{{trigger.body.user}}"],
    ["<user>", "{{trigger.body.user}}"],
  ])("%s: did you mean %s?", async (text, meant) => {
    const step = `  - { uses: ahachat.find_user, with: { user_id: ${JSON.stringify(text)} } }\n`;
    const problems = await problemsIn(projectFolder({ "flows/a.yaml": `${ORDER}steps:\n${step}` }));
    expect(problems.map(({ rule, hint }) => `${rule}: ${hint}`)).toEqual([
      `wrong-value: did you mean "${meant}"?`,
    ]);
  });

  it("is no template where it is a word", async () => {
    const step = '  - { uses: ahachat.find_user, with: { user_id: "an" } }\n';
    const [problem] = await problemsIn(
      projectFolder({ "flows/a.yaml": `${ORDER}steps:\n${step}` }),
    );
    expect(problem?.hint).not.toContain("did you mean");
  });

  it("of a dedupe key is read of the trigger elsewhere", async () => {
    const problems = await problemsIn(
      projectFolder({ "flows/a.yaml": `${ORDER}steps:\n${set("{{body.id}}")}` }),
    );
    expect(problems.map(({ hint }) => hint)).toEqual(["did you mean {{trigger.body.id}}?"]);
  });
});

it("tells of a timeout and a wait of nothing", async () => {
  const steps = `  - { wait: { for: 0m } }
  - { uses: ahachat.find_user, with: { phone: "0908071111" }, timeout: 0s, retry: { attempts: 2, delay: 0s } }
  - { wait: { for: 1ms } }
`;
  expect(await told(steps)).toEqual([
    "no-time: 0m is no time at all",
    "no-time: 0s is no time at all: this always comes too late",
  ]);
});
