import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { json, startUpstream } from "../support/upstream.ts";
import { ahaflow, folderOf } from "./command-line.ts";

const KEY = "key-that-nobody-may-see";
const ANSWER = {
  id: 7,
  stage: "new",
  customer_phone: "0908072222",
  access_token: "t0ken",
  echo: KEY,
};

function flow(output: string): string {
  return `name: lead
on: { webhook: { path: /lead } }
steps:
  - id: crm
    uses: http.request
    with: { url: "{{vars.url}}" }
    retry: { attempts: 1 }
    ${output}
`;
}

/** A project whose flow calls an upstream that answers so. */
async function project(answer: unknown, files: Record<string, string> = {}) {
  const upstream = await startUpstream();
  upstream.answer = json(200, answer);
  const folder = folderOf({
    "flows/lead.yaml": flow(""),
    "ahaflow.yaml": `secrets: { crm: ${KEY} }
vars: { url: "${upstream.url}" }
outbound: { allow: ["127.0.0.1"] }
`,
    "empty.json": "{}",
    ...files,
  });
  const sample = join(folder, "flows/samples/lead-crm.json");
  const call = (...args: string[]) =>
    ahaflow(args, {
      AHAFLOW_FLOWS: join(folder, "flows"),
      AHAFLOW_CONFIG: join(folder, "ahaflow.yaml"),
    });
  const save = (...args: string[]) =>
    call("run", "lead", "--payload", join(folder, "empty.json"), "--save-outputs", ...args);
  return { folder, sample, call, save };
}

describe("ahaflow run --save-outputs", () => {
  it("writes what came, masked, and says which line to add", async () => {
    const { sample, save } = await project(ANSWER);
    const { code, err } = await save();
    expect(code).toBe(0);
    expect(err.trim()).toBe(
      `crm: saved as ${sample}; add to the step: output: samples/lead-crm.json`,
    );
    const saved = readFileSync(sample, "utf8");
    expect(Object.keys(JSON.parse(saved))).toEqual(Object.keys(ANSWER));
    expect(JSON.parse(saved).stage).toBe("new");
    for (const secret of [ANSWER.customer_phone, ANSWER.access_token, KEY])
      expect(saved).not.toContain(secret);
  });

  it("keeps personal data with --no-mask, and never a credential", async () => {
    const { sample, save } = await project(ANSWER);
    await save("--no-mask");
    expect(JSON.parse(readFileSync(sample, "utf8"))).toEqual({
      ...ANSWER,
      access_token: "[redacted]",
      echo: "[redacted]",
    });
  });

  it("overwrites nothing without --force", async () => {
    const files = {
      "flows/lead.yaml": flow("output: samples/own.json"),
      "flows/samples/own.json": '{"id": 1}',
    };
    const { folder, save } = await project({ id: 7, stage: "new" }, files);
    const own = join(folder, "flows/samples/own.json");
    const { code, err } = await save();
    expect(code).toBe(0);
    expect(err).toContain(`${own} is there already; --force overwrites it`);
    expect(readFileSync(own, "utf8")).toBe('{"id": 1}');
    expect((await save("--force", "--no-mask")).err).toContain(`saved as ${own}`);
    expect(JSON.parse(readFileSync(own, "utf8"))).toEqual({ id: 7, stage: "new" });
  });

  it("saves no answer that is no JSON, and none of a dry run", async () => {
    const { sample, save } = await project("a text");
    expect((await save()).err).toContain("crm: nothing saved");
    expect(existsSync(sample)).toBe(false);
    const dry = await save("--dry-run");
    expect(dry.code).toBe(2);
    expect(dry.err).toContain("--dry-run calls nothing");
  });
});

describe("a declared output", () => {
  const files = {
    "flows/lead.yaml": `${flow("output: samples/own.json")}  - id: more
    uses: http.request
    with: { url: "{{vars.url}}", query: { id: "{{steps.crm.output.body.id}}" } }
`,
    "flows/samples/own.json": '{ "id": 4711 }',
  };

  it("stands in for the answer in a dry run", async () => {
    const { folder, call } = await project({}, files);
    const { code, out } = await call(
      "run",
      "lead",
      "--dry-run",
      "--payload",
      join(folder, "empty.json"),
    );
    expect(code).toBe(0);
    expect(out).toContain("id: 4711");
    expect(out).not.toContain("‹");
  });

  it.each([
    ["{ id: 4712 }", "200", undefined],
    ["{}", "200", undefined],
    ["{ error: gone }", "404", undefined],
    ["{ idd: 4712 }", "200", 'did you mean "id"?'],
    ['{ id: "4712" }', "200", "id is text, and a number in the sample"],
  ])(
    "holds the mock %s of status %s against it in test and validate",
    async (body, status, says) => {
      const { call } = await project(
        {},
        {
          ...files,
          "flows/lead.test.yaml": `flow: lead
vars: { url: "https://crm.example.com/" }
tests:
  - name: one
    trigger: { body: {} }
    mocks:
      crm: { output: { status: ${status}, headers: {}, body: ${body} } }
    expect: { calls: [crm, more] }
`,
        },
      );
      const validated = await call("validate");
      expect(validated.code).toBe(says === undefined ? 0 : 1);
      if (says === undefined) return;
      const tested = await call("test");
      expect(tested.code).toBe(1);
      for (const shown of [validated.out, `${tested.out}${tested.err}`]) {
        expect(shown).toContain("lead.test.yaml:7:");
        expect(shown).toContain(says);
      }
    },
  );
});
