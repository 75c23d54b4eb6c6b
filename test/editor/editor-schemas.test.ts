import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, it, test } from "vitest";
import { actions } from "#src/platforms/installed.js";
import { loadSchema } from "#src/schemas.js";
import { completions, diagnostics, type FileKind, hover } from "./language-service.ts";

const HEAD = `name: hello
connection: shop
on:
  webhook:
    path: /hello
    dedupe: { key: "{{body.id}}" }
steps:
`;
const request = (input: string) => `${HEAD}  - uses: http.request\n    with: ${input}\n`;
const dynamic = (message: string) => `${HEAD}  - uses: ahachat.send_dynamic
    with:
      user_id: "{{trigger.body.user}}"
      messages:
        - ${message}
`;

const connection = (rest: string) =>
  `connections:\n  shop: { type: ahachat, bot_token: "\${env:TOKEN}", ${rest} }\n`;

test("the schemas for editors are those of schemas/", async () => {
  const script = new URL("../../scripts/generate-editor-schema.mjs", import.meta.url).pathname;
  await expect(promisify(execFile)(process.execPath, [script, "--check"])).resolves.toBeDefined();
});

test.each(["flow", "config", "test"])("the schema %s refers to nothing outside", (name) => {
  const schema = loadSchema(`editor/${name}`) as { $defs: object };
  const text = JSON.stringify(schema);
  const refs = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map((match) => String(match[1]));
  const known = Object.keys(schema.$defs).map((key) => `#/$defs/${key}`);
  expect(refs.length).toBeGreaterThan(0);
  expect(refs.filter((ref) => !known.includes(ref))).toEqual([]);
});

describe("completion", () => {
  it("offers every action for uses, and says what it does", async () => {
    const offered = await completions(`${HEAD}  - uses: |\n`);
    expect(offered.size).toBeGreaterThan(20);
    expect(offered).toEqual(new Map([...actions.values()].map((one) => [one.name, one.summary])));
  });

  it("offers the inputs of the action, and no others", async () => {
    const offered = await completions(`${HEAD}  - uses: ahachat.send_text\n    with:\n      |\n`);
    expect([...offered.keys()]).toEqual(expect.arrayContaining(["user_id", "text"]));
    expect([...offered.keys()]).not.toContain("tags");
    expect(offered.get("user_id")).toContain("messenger_user_id");
  });

  it("offers the values of an input, and the keys inside a message", async () => {
    const tags = await completions(
      `${HEAD}  - uses: ahachat.send_broadcast\n    with:\n      message_tag: |\n`,
    );
    expect([...tags.keys()]).toContain("ACCOUNT_UPDATE");
    const keys = await completions(dynamic("|"));
    expect([...keys.keys()]).toEqual(
      expect.arrayContaining(["text", "attachment", "quick_replies"]),
    );
  });
});

describe("hover", () => {
  const step = `${HEAD}  - uses: ahachat.send_text\n    with: { user_id: "65432", text: Hi }\n`;

  it("shows the description of a key, with an example", async () => {
    const shown = await hover(step, "dedupe");
    expect(shown).toContain("The same delivery twice makes one run");
    expect(shown).toContain("```yaml\nkey:");
  });

  it("shows what an action and its input are for", async () => {
    expect(await hover(step, "ahachat.send_text")).toContain("inside the 24-hour window only");
    expect(await hover(step, "user_id")).toContain("digits, as text");
  });
});

describe("diagnostics", () => {
  it.each([
    ["a number", request('{ url: "{{vars.url}}", max_response_bytes: "{{vars.limit}}" }')],
    ["a map and a list", request('{ url: "{{vars.url}}", form: "{{a}}", expect_status: "{{b}}" }')],
    ["an enum", request('{ url: "{{vars.url}}", method: "{{vars.method}}" }')],
    ["a message", dynamic('"{{vars.message}}"')],
    [
      "an attachment's type",
      dynamic('{ attachment: { type: "{{a}}", payload: { url: "{{b}}" } } }'),
    ],
  ])("take a template for %s", async (_what, text) => {
    expect(await diagnostics(text)).toEqual([]);
  });

  it.each([
    [
      "a misspelt key",
      `${HEAD}  - { uses: http.request, with: { url: "{{a}}" }, tiemout: 3s }\n`,
      /tiemout/,
    ],
    ["a misspelt input", request('{ url: "{{a}}", metod: GET }'), /metod/],
    [
      "an action that is not there",
      `${HEAD}  - { uses: http.requst, with: {} }\n`,
      /http\.request/,
    ],
    ["a missing input", `${HEAD}  - { uses: ahachat.send_text }\n`, /with/],
    [
      "text that is no template for a number",
      request('{ url: "{{a}}", max_response_bytes: many }'),
      /integer, or a template/,
    ],
    ["a number out of bounds", request('{ url: "{{a}}", max_response_bytes: 0 }'), /minimum/],
    ["an address that is none", request("{ url: shop }"), /http or https/],
    ["text that is too long", dynamic(`{ text: ${"a".repeat(2_001)} }`), /2,000/],
  ])("underline %s, once", async (_what, text, message) => {
    expect(await diagnostics(text)).toEqual([expect.stringMatching(message)]);
  });

  it("find nothing in the project's own files and in those of a new project", async () => {
    const seen: Record<FileKind, number> = { flow: 0, config: 0, test: 0 };
    for (const folder of [".", "starter"]) {
      const flows = readdirSync(`${folder}/flows`).filter((name) => name.endsWith(".yaml"));
      for (const name of ["ahaflow.yaml", ...flows.map((flow) => `flows/${flow}`)]) {
        const kind = kindOf(name);
        seen[kind]++;
        const text = readFileSync(`${folder}/${name}`, "utf8");
        expect([name, await diagnostics(text, kind)]).toEqual([name, []]);
      }
    }
    expect(seen.config).toBe(2);
    expect(seen.flow).toBeGreaterThan(5);
    expect(seen.test).toBeGreaterThan(0);
  });

  it("take what << merges for written there, as validate does", async () => {
    expect(await diagnostics(merging("{ <<: *customer, text: Chào }"))).toEqual([]);
    expect(await diagnostics(merging("{ <<: *customer, txt: Chào }"))).not.toEqual([]);
  });

  it("take ${…} for a number in the configuration", async () => {
    expect(await diagnostics('limits: { concurrency: "${env:C:-8}" }\n', "config")).toEqual([]);
    expect(await diagnostics("limits: { concurrency: eight }\n", "config")).toHaveLength(1);
  });

  it("take ${…} for a text in the configuration, and find its mistakes", async () => {
    expect(
      await diagnostics(connection('bot_id: "${env:BOT}", base_url: "${env:URL}"'), "config"),
    ).toEqual([]);
    expect(await diagnostics(connection("bot_id: x"), "config")).toEqual([
      expect.stringMatching(/Bot ID/),
    ]);
  });
});

function merging(with_: string): string {
  return (
    `name: a\nconnection: shop\non: { webhook: { path: /a } }\nsteps:\n` +
    `  - uses: ahachat.find_user\n    with: &customer { user_id: "{{trigger.body.id}}" }\n` +
    `  - uses: ahachat.send_text\n    with: ${with_}\n`
  );
}

function kindOf(name: string): FileKind {
  if (name === "ahaflow.yaml") return "config";
  return name.endsWith(".test.yaml") ? "test" : "flow";
}
