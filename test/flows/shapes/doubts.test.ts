/** What is told of fields that may be missing, comparisons that never hold, and what stands around templates. */
import { describe, expect, it } from "vitest";
import { ORDER, set, told } from "./told.ts";

describe("a field that the schema does not ask for", () => {
  it.each([
    ["{{trigger.body.note}}", "trigger.body.note"],
    ["{{upper trigger.body.note}}", "trigger.body.note"],
    ["{{trigger.body.from.city}}", "trigger.body.from"],
    [
      "{{default trigger.body.from.street ''}} {{trigger.body.from.street}}",
      "trigger.body.from.street",
    ],
    ["{{#if trigger.body.rate}}{{trigger.body.note}}{{/if}}", "trigger.body.note"],
  ])("%s", async (template, path) => {
    const found = await told(set(template));
    expect(found).toContain(
      `maybe-missing: the schema does not ask for ${path}: without it the run fails here`,
    );
  });

  it("is told of in the condition itself, which fails without it", async () => {
    expect(await told(`  - { if: "{{trigger.body.note}}", stop: {} }\n`)).toHaveLength(1);
    expect(
      await told(`  - { switch: "{{trigger.body.note}}", cases: { a: [{ stop: {} }] } }\n`),
    ).toHaveLength(1);
  });

  it.each([
    set("{{default trigger.body.note 'không'}}"),
    set("{{#if trigger.body.note}}{{trigger.body.note}}{{/if}}"),
    set("{{#if trigger.body.from}}{{trigger.body.from.city}}{{/if}}"),
    set("{{trigger.body.id}}"),
    `  - { if: "{{default trigger.body.note false}}", set: { a: "{{trigger.body.note}}" } }\n`,
    `  - { if: "{{not (default trigger.body.note false)}}", stop: {} }\n${set("{{trigger.body.note}}")}`,
    `  - switch: "{{default trigger.body.note 'none'}}"\n    cases: { a: [{ set: { a: "{{trigger.body.note}}" } }] }\n`,
  ])("is not told of where it is asked for: %s", async (steps) => {
    expect(await told(steps)).toEqual([]);
  });

  it("is not told of where a sample has it, or other keywords may ask for it", async () => {
    const files = { "flows/a.json": '{ "id": "1", "tier": "gold", "vip": true, "note": "a" }' };
    const sampled = ORDER.replace("    schema:", "    sample: a.json\n    schema:");
    expect(await told(set("{{trigger.body.note}}"), sampled, files)).toEqual([]);
    const keywords = ORDER.replace(
      "      required:",
      "      anyOf: [{ required: [note] }]\n      required:",
    );
    expect(await told(set("{{trigger.body.note}}"), keywords)).toEqual([]);
    expect(
      await told(set("{{trigger.body.note}}"), ORDER.replace(/ {6}required:.*\n/, "")),
    ).toEqual([]);
  });
});

describe("a name that nothing has, read with default", () => {
  const inputs = "inputs: { type: object, required: [a], properties: { a: { type: string } } }\n";
  const files = { "flows/a.json": '{ "id": "1", "tier": "gold", "vip": true }' };
  const sampled = ORDER.replace("    schema:", "    sample: a.json\n    schema:");

  it("is told of where a schema names all that comes", async () => {
    expect(await told(set("{{default inputs.nickname 'bạn'}}"), inputs)).toEqual([
      expect.stringMatching(/^unlisted-field: /),
    ]);
    expect(await told(set("{{default trigger.body.coupon ''}}"), sampled, files)).toHaveLength(1);
    expect(await told(set("{{#if trigger.body.coupon}}a{{/if}}"), sampled, files)).toHaveLength(1);
  });

  it("is an error where nothing else is ever there, with the place where it stands", async () => {
    expect(await told(set("{{default trigger.note 'bạn'}}"))).toEqual([
      'unknown-field: trigger has no "note"; it has: body, headers, query, params, method, path, received_at',
    ]);
    const http = `  - { id: crm, uses: http.request, with: { url: "https://crm.example.com" } }\n`;
    expect(await told(http + set("{{default steps.crm.output.name ''}}"))).toHaveLength(1);
    expect(await told(http + set("{{default steps.crm.body.name ''}}"))).toHaveLength(1);
  });

  it("is not told of attributes that AhaChat sends, nor without a sample, nor where others may come", async () => {
    expect(await told(set("{{default trigger.body.first_name 'bạn'}}"), sampled, files)).toEqual(
      [],
    );
    expect(await told(set("{{default trigger.body.coupon ''}}"))).toEqual([]);
    const open = sampled.replace(
      "      required:",
      "      additionalProperties: true\n      required:",
    );
    expect(await told(set("{{default trigger.body.coupon ''}}"), open, files)).toEqual([]);
  });

  it("is told of in the output of an action without default", async () => {
    const user = `  - { id: user, uses: ahachat.find_user, with: { phone: "0908071111" } }\n`;
    expect(await told(user + set("{{steps.user.output.membership}}"))).toHaveLength(1);
    expect(await told(user + set("{{default steps.user.output.membership ''}}"))).toEqual([]);
    expect(await told(user + set("{{steps.user.output.attributes.membership}}"))).toEqual([]);
  });
});

describe("a comparison", () => {
  it.each([
    ["{{eq trigger.body.tier 'god'}}", "never-equal"],
    ["{{ne 'GOLD' trigger.body.tier}}", "never-equal"],
    ["{{eq trigger.body.tier 1}}", "never-equal"],
    ["{{eq (default trigger.body.rate 1) 2}}", "never-equal"],
    ["{{eq (lower trigger.body.id) 'Abc'}}", "never-equal"],
    ["{{eq trigger.body.vip 'true'}}", "wrong-template-type"],
    ["{{eq trigger.body.id true}}", "wrong-template-type"],
    ["{{gt trigger.body.vip 1}}", "wrong-template-type"],
    ["{{includes 'gold' (split trigger.body.id ',')}}", "swapped-arguments"],
    ["{{replace trigger.body.id '/-/g' ''}}", "pattern-as-text"],
  ])("%s", async (template, rule) => {
    const found = await told(set(template));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${rule}: `);
  });

  it("of what has become of a step, or why it failed", async () => {
    const steps = `  - id: user
    uses: ahachat.find_user
    with: { phone: "0908071111" }
    catch: [{ steps: [{ if: "{{eq error.reason 'not-found'}}", stop: {} }] }]
  - { if: "{{eq steps.user.status 'success'}}", stop: {} }
`;
    expect(await told(steps)).toEqual([
      expect.stringMatching(/^never-equal: error\.reason/),
      expect.stringMatching(/^never-equal: steps\.user\.status/),
    ]);
  });

  it.each([
    "{{eq trigger.body.tier 'gold'}}",
    "{{eq (default trigger.body.tier 'none') 'none'}}",
    "{{eq (default trigger.body.tier null) null}}",
    "{{eq (default trigger.body.rate 1) '5'}}",
    "{{eq (lower trigger.body.id) 'áo dài'}}",
    "{{eq trigger.body.vip true}}",
    "{{eq (upper trigger.body.tier) 'GOLD'}}",
    "{{includes trigger.body.id 'DH'}}",
    "{{includes (split trigger.body.id ',') trigger.body.tier}}",
    "{{replace trigger.body.id '/a/b' ''}}",
  ])("is fine: %s", async (template) => {
    expect(await told(set(template))).toEqual([]);
  });
});

describe("what stands around a template", () => {
  it.each([
    `  - { wait: { until: "{{trigger.body.id}} " } }\n`,
    `  - wait:\n      for: |\n        {{trigger.body.id}}\n`,
    `  - uses: http.request\n    with:\n      url: |\n        https://crm.example.com/{{trigger.body.id}}\n`,
    `  - { uses: http.request, with: { url: "https://crm.example.com", headers: { X-A: " {{trigger.body.id}}" } } }\n`,
    `  - uses: ahachat.find_user\n    with:\n      user_id: >\n        {{trigger.body.id}}\n`,
    `  - { uses: ahachat.add_tags, with: { user_id: "6523889107654321", tags: ["vip "] } }\n`,
  ])("is an error where one line is meant: %s", async (steps) => {
    expect(await told(steps)).toEqual([expect.stringMatching(/^blank-around-value: /)]);
  });

  it("is an error in keys and credentials", async () => {
    const secrets = { "ahaflow.yaml": "secrets: { key: abcdefghijkl }\n" };
    const auth = `on: { webhook: { path: /a, auth: [{ bearer: { token: "{{secrets.key}}\\n" } }] } }\n`;
    const keys = `on: { webhook: { path: /a, dedupe: { key: "{{body.id}} " } } }\nconcurrency: { key: " {{trigger.body.id}}" }\n`;
    expect(await told("  - stop: {}\n", auth, secrets)).toEqual([
      expect.stringMatching(/^blank-around-value: /),
    ]);
    expect(await told("  - stop: {}\n", keys)).toEqual([
      expect.stringMatching(/^blank-around/),
      expect.stringMatching(/^blank-around/),
    ]);
  });

  it.each([
    `  - uses: http.request\n    with:\n      url: |-\n        https://crm.example.com/{{trigger.body.id}}\n`,
    `  - { uses: http.request, with: { url: "https://crm.example.com", method: POST, text: "{{trigger.body.id}}\\n" } }\n`,
    `  - { uses: http.request, with: { url: "https://crm.example.com", method: POST, json: { key: "“{{trigger.body.id}}”, {{trigger.body.tier}} " } } }\n`,
    `  - { uses: ahachat.send_text, with: { user_id: "6523889107654321", text: "“{{trigger.body.id}}”" } }\n`,
  ])("is fine elsewhere: %s", async (steps) => {
    expect(await told(steps)).toEqual([]);
  });

  it("is told of in the quotes of a word processor, and of what only ahaflow.yaml reads", async () => {
    expect(await told("  - set:\n      a: “{{trigger.body.id}}”\n")).toEqual([
      expect.stringMatching(/^curly-quotes: /),
    ]);
    expect(await told("  - set: { a: 'x ${env:KEY}' }\n")).toEqual([
      expect.stringMatching(/^env-in-flow: /),
    ]);
    expect(await told("  - set: { a: 'x ${KEY}' }\n")).toEqual([]);
  });
});
