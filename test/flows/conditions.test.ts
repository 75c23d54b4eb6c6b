/** `if` and `switch`: what stands around a template, what a value can be, what ways are left. */
import { describe, expect, it } from "vitest";
import { problemsIn, projectFolder } from "./check-project.ts";

const BODY = {
  a: 1,
  total: 5,
  name: "An",
  tags: ["x"],
  paid: "false",
  vip: true,
  "full name": "An",
};

async function found(text: string, body: unknown = BODY) {
  const folder = projectFolder({
    "flows/a.yaml": `on: { webhook: { path: /a, sample: samples/a.json } }\n${text}`,
    "flows/samples/a.json": JSON.stringify({ body }),
  });
  return problemsIn(folder);
}

const rules = async (text: string) => (await found(text)).map(({ rule }) => rule);

const withIf = (condition: string) => `steps:\n  - if: ${condition}\n    stop: {}\n`;
const withSwitch = (value: string, names = "An") =>
  `steps:\n  - switch: ${value}\n    cases:\n      ${names}: [{ stop: {} }]\n`;

const tiers = (names: string, value = "{{trigger.body.tier}}") =>
  `on: { webhook: { path: /b, schema: { type: object, properties: { tier: { enum: [gold, silver] } } } } }
steps:
  - switch: "${value}"
    cases: { ${names} }
`;
const inProject = async (text: string) => problemsIn(projectFolder({ "flows/b.yaml": text }));

const set = (value: number) => `[{ set: { kind: ${value} } }]`;

/** A condition that is wrong, and the one that its hint has to give. */
const MENDS: readonly (readonly [wrong: string, right: string])[] = [
  [`"{{eq trigger.body.a 1}} "`, "{{eq trigger.body.a 1}}"],
  [`" {{trigger.body.vip}}"`, "{{trigger.body.vip}}"],
  [`|\n      {{eq trigger.body.a 1}}`, "{{eq trigger.body.a 1}}"],
  [`>\n      {{trigger.body.vip}}`, "{{trigger.body.vip}}"],
  [`>-\n      {{trigger.body.vip}}\n      == true`, "{{eq trigger.body.vip true}}"],
  [`"{{trigger.body.vip}} == true"`, "{{eq trigger.body.vip true}}"],
  [`"{{trigger.body.a}} === 1"`, "{{eq trigger.body.a 1}}"],
  [`"{{trigger.body.a}} != 1"`, "{{ne trigger.body.a 1}}"],
  [`"{{trigger.body.total}} > 100"`, "{{gt trigger.body.total 100}}"],
  [`"{{trigger.body.name}} == 'An'"`, "{{eq trigger.body.name 'An'}}"],
  [`"trigger.body.total >= 100"`, "{{gte trigger.body.total 100}}"],
  [`"!{{trigger.body.vip}}"`, "{{not trigger.body.vip}}"],
  [`"!{{eq trigger.body.a 1}}"`, "{{not (eq trigger.body.a 1)}}"],
  [`"not {{trigger.body.vip}}"`, "{{not trigger.body.vip}}"],
  [`"\${{ trigger.body.vip }}"`, "{{ trigger.body.vip }}"],
  [`"={{ trigger.body.vip }}"`, "{{ trigger.body.vip }}"],
  [`'"{{trigger.body.vip}}"'`, "{{trigger.body.vip}}"],
  [`trigger.body.vip`, "{{trigger.body.vip}}"],
  [
    `"{{trigger.body.vip}} && {{eq trigger.body.a 1}}"`,
    "{{and trigger.body.vip (eq trigger.body.a 1)}}",
  ],
  [`"{{trigger.body.vip}} or {{trigger.body.a}}"`, "{{or trigger.body.vip trigger.body.a}}"],
  [`"{{#if trigger.body.vip}}true{{else}}false{{/if}}"`, "{{default trigger.body.vip false}}"],
  [`"{{#if (gt trigger.body.a 1)}}true{{/if}}"`, "{{gt trigger.body.a 1}}"],
  [
    `"{{#if trigger.body.vip}}false{{else}}true{{/if}}"`,
    "{{not (default trigger.body.vip false)}}",
  ],
  [`"{{#unless trigger.body.vip}}true{{/unless}}"`, "{{not (default trigger.body.vip false)}}"],
];

describe("an if", () => {
  it.each(MENDS)("%s is text: its hint makes it right", async (wrong, right) => {
    const [problem, ...others] = await found(withIf(wrong));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      rule: "wrong-condition",
      severity: "error",
      message: "this if is text, which is always true",
    });
    const written = /^write (.*) alone/.exec(problem?.hint ?? "")?.[1] ?? "";
    expect(written.replaceAll('"', "'")).toBe(right);
    expect(await rules(withIf(written.includes("'") ? `"${written}"` : `'${written}'`))).toEqual(
      [],
    );
  });

  it.each([
    `"true"`,
    `"false"`,
    `"paid"`,
    `"{{trigger.body.vip}}{{trigger.body.a}}"`,
    `"customer has paid"`,
  ])("%s is text, and the hint shows one that is none", async (wrong) =>
    expect(await found(withIf(wrong))).toMatchObject([
      {
        rule: "wrong-condition",
        hint: expect.stringContaining("such as {{eq trigger.body.status") as string,
      },
    ]),
  );

  it.each(["true", "false"])("%s is told as constant", async (value) =>
    expect(await found(withIf(value))).toMatchObject([
      { rule: "constant-condition", severity: "warning", message: `this if is always ${value}` },
    ]),
  );

  it("is looked at wherever it stands", async () =>
    expect(
      await rules(
        `steps:\n  - for_each: "{{trigger.body.tags}}"\n    steps: [{ if: "{{item}} ", stop: {} }]\non_failure: [{ if: "{{error.reason}} == 'x'", stop: {} }]\n`,
      ),
    ).toEqual(["wrong-condition", "wrong-condition"]));
});

describe("a switch", () => {
  it.each([
    [`"={{trigger.body.name}}"`, "{{trigger.body.name}}"],
    [`"{{trigger.body.name}} "`, "{{trigger.body.name}}"],
    [`|\n      {{trigger.body.name}}`, "{{trigger.body.name}}"],
    [`trigger.body.name`, "{{trigger.body.name}}"],
    [`"\${{ trigger.body.name }}"`, "{{ trigger.body.name }}"],
    [
      `"{{trigger.body.name}}-{{trigger.body.a}}"`,
      "{{concat trigger.body.name '-' trigger.body.a}}",
    ],
  ])("%s is text: its hint makes it right", async (wrong, right) => {
    const [problem, ...others] = await found(withSwitch(wrong));
    expect(others).toEqual([]);
    const written = /^write (.*) alone/.exec(problem?.hint ?? "")?.[1] ?? "";
    expect(written.replaceAll('"', "'")).toBe(right);
    expect(await rules(withSwitch(`"${right}"`))).toEqual([]);
  });

  it.each(["gold", "1", "true", `"{{#if trigger.body.vip}}a{{else}}b{{/if}}"`])(
    "%s is no template alone",
    async (value) => expect(await rules(withSwitch(value))).toEqual(["wrong-condition"]),
  );

  it.each([
    [`"{{trigger.body.vip}}"`, `"yes"`],
    [`"{{eq trigger.body.a 1}}"`, "1"],
    [`"{{trigger.body.a}}"`, "abc"],
    [`"{{trigger.body.a}}"`, `"1.0"`],
    [`"{{length trigger.body.tags}}"`, "many"],
  ])("over %s never has %s", async (value, name) =>
    expect(await rules(withSwitch(value, name))).toEqual(["impossible-case"]),
  );

  it.each([
    [`"{{trigger.body.vip}}"`, "true"],
    [`"{{trigger.body.a}}"`, "1"],
    [`"{{trigger.body.a}}"`, "12.5"],
    [`"{{trigger.body.name}}"`, `"1.0"`],
    [`"{{default trigger.body.name 'none'}}"`, "none"],
    [`"{{default trigger.body.a 'none'}}"`, "none"],
    [`"{{trigger.body.a}}"`, `"null"`],
  ])("over %s may have %s", async (value, name) =>
    expect(await rules(withSwitch(value, name))).toEqual([]),
  );

  it("has the values that its schema allows", async () => {
    expect(await inProject(tiers("golden: [{ stop: {} }]"))).toMatchObject([
      {
        rule: "impossible-case",
        message: 'this value is one of gold, silver: it is never "golden"',
        hint: 'did you mean "gold"?',
      },
    ]);
    expect(await inProject(tiers("gold: [{ stop: {} }], silver: [{ stop: {} }]"))).toEqual([]);
    expect(
      await inProject(tiers("none: [{ stop: {} }]", "{{default trigger.body.tier 'none'}}")),
    ).toEqual([]);
    expect(
      await inProject(tiers("no: [{ stop: {} }]", "{{default trigger.body.tier 'none'}}")),
    ).toMatchObject([{ rule: "impossible-case" }]);
  });

  it("has no case of the name default", async () =>
    expect(await rules(withSwitch(`"{{trigger.body.name}}"`, "default"))).toEqual([
      "default-case",
    ]));

  it("sets a variable surely, when each value of a boolean or an enum has a case", async () => {
    const after = "  - { stop: { reason: 'kind {{vars.kind}}' } }\n";
    expect(await inProject(`${tiers(`gold: ${set(1)}, silver: ${set(2)}`)}${after}`)).toEqual([]);
    expect(
      (await inProject(`${tiers(`gold: ${set(1)}`)}${after}`)).map(({ rule }) => rule),
    ).toEqual(["variable-not-set"]);
    const flag = (names: string) =>
      `steps:\n  - switch: "{{trigger.body.vip}}"\n    cases: { ${names} }\n${after}`;
    expect(await rules(flag(`"true": ${set(1)}, "false": ${set(2)}`))).toEqual([]);
    expect(await rules(flag(`"true": ${set(1)}, "false": [{ stop: {} }]`))).toEqual([]);
    expect(await rules(flag(`"true": ${set(1)}`))).toEqual(["variable-not-set"]);
  });
});

describe("text that is asked for its truth", () => {
  it.each([
    `if: "{{trigger.body.paid}}"`,
    `if: "{{not trigger.body.paid}}"`,
    `if: "{{and trigger.body.vip trigger.body.paid}}"`,
    `if: "{{or (eq trigger.body.a 1) trigger.body.paid}}"`,
    `name: "x"\n    if: "{{vars.flag}}"`,
  ])("%s is warned of", async (line) => {
    const folder = projectFolder({
      "ahaflow.yaml": `vars: { flag: "\${env:FLAG:-no}" }\n`,
      "flows/a.yaml": `on: { webhook: { path: /a, sample: samples/a.json } }\nsteps:\n  - ${line}\n    stop: {}\n`,
      "flows/samples/a.json": JSON.stringify({ body: BODY }),
    });
    const problems = await problemsIn(folder);
    expect(problems).toMatchObject([{ rule: "text-as-truth", severity: "warning" }]);
  });

  it("is warned of in a block", async () =>
    expect(
      await rules(`steps:\n  - stop: { reason: "{{#if trigger.body.paid}}x{{/if}}" }\n`),
    ).toEqual(["text-as-truth"]));

  it.each([
    "{{parse_boolean trigger.body.paid}}",
    "{{trigger.body.name}}",
    "{{eq trigger.body.paid 'true'}}",
    "{{trigger.body.vip}}",
  ])("%s is right", async (condition) => expect(await rules(withIf(`"${condition}"`))).toEqual([]));
});

describe("a step behind others that stop", () => {
  const FIND = `id: find\n    uses: ahachat.find_user\n    with: { user_id: "6523889107654321" }\n`;
  const READ = `  - { stop: { reason: "{{steps.find.output.first_name}}" } }\n`;
  const other = (names: string, more = "") => `connection: shop
steps:
  - switch: "{{trigger.body.name}}"
    cases:
      An: [{ id: find, uses: ahachat.find_user, with: { user_id: "6523889107654321" } }]
      ${names}
${more}${READ}`;

  it("reads what the only way left has done", async () => {
    expect(await rules(other("Bo: [{ stop: {} }]", "    default: [{ stop: {} }]\n"))).toEqual([]);
    expect(await rules(other("Bo: [{ stop: {} }]"))).toEqual(["maybe-not-run"]);
    expect(await rules(other("Bo: [{ set: { x: 1 } }]", "    default: [{ stop: {} }]\n"))).toEqual([
      "maybe-not-run",
    ]);
  });

  it.each([
    ["{{not (default vars.id false)}}", "{{eq (default vars.id '') ''}}"],
    ["{{eq (default vars.id 'none') 'none'}}", "{{eq (default vars.id false) false}}"],
  ])("reads a variable that it has asked for: %s, %s", async (...conditions) => {
    const set = `{ if: "{{eq trigger.body.a 1}}", set: { id: "{{trigger.body.name}}" } }`;
    const loop = `{ for_each: "{{trigger.body.tags}}", steps: [${set}] }`;
    const read = `  - stop: { reason: "{{vars.id}}" }\n`;
    for (const condition of conditions)
      for (const setter of [set, loop]) {
        const stop = `  - { if: "${condition}", stop: {} }\n`;
        expect(await rules(`steps:\n  - ${setter}\n${stop}${read}`)).toEqual([]);
        expect(await rules(`steps:\n  - ${setter}\n${read}`)).not.toEqual([]);
        const wrongWayRound = stop.replace(/\{\{(.*)\}\}/, "{{not ($1)}}");
        expect(await rules(`steps:\n  - ${setter}\n${wrongWayRound}${read}`)).not.toEqual([]);
        // Whoever is asked and goes on has learned nothing.
        const goesOn = `  - { if: "${condition}", set: { other: 1 } }\n`;
        expect(await rules(`steps:\n  - ${setter}\n${goesOn}${read}`)).toContain(
          setter === set ? "maybe-skipped" : "variable-not-set",
        );
      }
  });

  it.each(["{{eq steps.find.status 'failed'}}", "{{ne steps.find.status 'succeeded'}}"])(
    "reads a step that it has asked whether it failed: %s",
    async (condition) => {
      const find = `  - ${FIND}    continue_on_error: true\n`;
      const stop = `  - { if: "${condition}", stop: {} }\n`;
      expect(await rules(`connection: shop\nsteps:\n${find}${stop}${READ}`)).toEqual([]);
      expect(await rules(`connection: shop\nsteps:\n${find}${READ}`)).toEqual(["maybe-skipped"]);
      const wrongWayRound = stop.replace(/\{\{(.*)\}\}/, "{{not ($1)}}");
      expect(await rules(`connection: shop\nsteps:\n${find}${wrongWayRound}${READ}`)).not.toEqual(
        [],
      );
    },
  );

  it.each([
    ["{{trigger.body.vip}}", "{{not trigger.body.vip}}"],
    ["{{not trigger.body.vip}}", "{{trigger.body.vip}}"],
    ["{{eq trigger.body.a 1}}", "{{ne trigger.body.a 1}}"],
    ["{{eq trigger.body.a 1}}", "{{not (eq trigger.body.a 1)}}"],
    ["{{gt trigger.body.a 1}}", "{{lte trigger.body.a 1}}"],
    ["{{gte trigger.body.a 1}}", "{{lt  trigger.body.a 1}}"],
  ])("reads a step with if %s behind a stop if %s", async (one, two) => {
    const stop = `  - { if: "${two}", stop: {} }\n`;
    const find = `  - if: "${one}"\n    ${FIND}`;
    expect(await rules(`connection: shop\nsteps:\n${find}${stop}${READ}`)).toEqual([]);
    expect(await rules(`connection: shop\nsteps:\n${stop}${find}${READ}`)).toEqual([]);
    expect(await rules(`connection: shop\nsteps:\n${find}${READ}`)).toEqual(["maybe-skipped"]);
  });

  it.each([
    ["{{gt trigger.body.a 1}}", "{{lt trigger.body.a 1}}"],
    ["{{gt trigger.body.a 1}}", "{{lte trigger.body.a 2}}"],
    ["{{eq trigger.body.a 1}}", "{{eq trigger.body.a 1}}"],
  ])("is warned of with if %s behind a stop if %s", async (one, two) =>
    expect(
      await rules(
        `connection: shop\nsteps:\n  - if: "${one}"\n    ${FIND}  - { if: "${two}", stop: {} }\n${READ}`,
      ),
    ).toEqual(["maybe-skipped"]),
  );
});
