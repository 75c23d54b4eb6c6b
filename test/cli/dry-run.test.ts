/** `ahaflow run --dry-run` of whole flows: what can't be known is no failure, and a mistake is one. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Project } from "../support/project.ts";
import { ASK, dry, run, type Step, tell } from "./dry-runs.ts";

describe("a right flow shows no ✗", () => {
  it("an output of the flow, and on_failure that has nothing to do", async () => {
    const parts = {
      output: { id: "{{steps.ask.output.body.id}}" },
      on_failure: [tell("a", "sorry")],
    };
    const { code, out } = await dry([ASK], parts);
    expect(out).not.toContain("sorry");
    expect(code).toBe(0);
  });

  it("a flow without a sample", async () => {
    const { code, out } = await dry([tell("{{trigger.body.name}}")], { webhook: {} });
    expect(out).toContain("text: ‹trigger.body.name›");
    expect(out).toContain("give it with --payload FILE");
    expect(code).toBe(0);
  });

  it("a flow that only others call, and one that a schedule starts", async () => {
    const project = new Project()
      .flow("daily", { steps: [{ set: { at: "{{trigger.scheduled_at}}" } }] })
      .flow("called", { steps: [{ set: { a: 1 } }] });
    const steps = 'steps: [{ set: { a: "{{inputs.text}}" } }]';
    writeFileSync(
      join(project.flows, "called.yaml"),
      `name: called\ninputs: { type: object }\n${steps}\n`,
    );
    writeFileSync(
      join(project.flows, "daily.yaml"),
      'name: daily\non: { schedule: [{ cron: "0 9 * * *" }] }\nsteps: [{ set: { at: "{{trigger.scheduled_at}}" } }]\n',
    );
    const called = await run(["called", "--dry-run"], project.environment());
    expect(called.out).toContain("a: ‹inputs.text›");
    const daily = await run(["daily", "--dry-run"], project.environment());
    expect(daily.out).toMatch(/at: \d{4}-/);
    expect([called.code, daily.code]).toEqual([0, 0]);
  });

  const examples = ["flows", "starter/flows"].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(".yaml") && !file.endsWith(".test.yaml"))
      .map((file) => [folder, file.replace(".yaml", "")] as const),
  );
  it.each(examples)("of %s: %s", async (folder, name) => {
    const config = folder === "flows" ? "ahaflow.yaml" : "starter/ahaflow.yaml";
    const { code, out } = await run([name, "--dry-run", "--flows", folder, "--config", config], {
      AHACHAT_BOT_ID: "12404829",
      AHACHAT_BOT_TOKEN: "token",
      SHOP_KEY: "key",
    });
    expect(out).not.toContain("✗");
    expect(code).toBe(0);
  });
});

describe("a mistake shows ✗ and ends with 1", () => {
  it.each<[string, readonly Step[], string]>([
    [
      "a field that the payload has not",
      [tell("{{trigger.body.items.7.sku}}")],
      "trigger.body.items.[7] is missing",
    ],
    [
      "a helper on a wrong value",
      [tell('{{format_date trigger.body.name "HH:mm"}}')],
      "format_date",
    ],
    [
      "a text that is too long",
      [tell("{{repeat}}".replace("{{repeat}}", "a".repeat(2_000) + "{{trigger.body.name}}"))],
      "2000",
    ],
    [
      "no list to loop over",
      [
        {
          id: "each",
          for_each: "{{default trigger.body.name trigger.body.items}}",
          steps: [tell("a")],
        },
      ],
      "for_each needs a list",
    ],
    [
      "a wait that is no time",
      [{ wait: { for: "{{trigger.body.name}}" } }],
      "wait.for needs a duration",
    ],
    [
      "a status that is none",
      [{ respond: { status: 200, headers: { "X-A": "{{trigger.body.name}}đ" }, body: {} } }],
      "a header of the answer",
    ],
    [
      "in a case that an answer decides",
      [
        ASK,
        {
          id: "way",
          switch: "{{steps.ask.output.body.a}}",
          cases: { b: [tell("{{trigger.body.items.7.sku}}")] },
        },
      ],
      "is missing",
    ],
    [
      "beside an answer",
      [
        ASK,
        {
          id: "told",
          uses: "ahachat.send_text",
          with: { user_id: "{{trigger.body.name}}", text: "{{steps.ask.output.body.a}}" },
        },
      ],
      "user_id",
    ],
  ])("%s", async (_, steps, message) => {
    const { code, out } = await dry(steps);
    expect(out).toContain("✗");
    expect(out).toContain(message);
    expect(code).toBe(1);
  });

  it("in the flow's output, and after it on_failure goes", async () => {
    const parts = {
      output: { a: "{{trigger.body.items.7.sku}}" },
      on_failure: [tell("{{error.reason}}", "sorry")],
    };
    const { code, out } = await dry([tell("a")], parts);
    expect(out).toContain("✗ output  invalid_request");
    expect(out).toContain("✓ on_failure/sorry");
    expect(code).toBe(1);
  });

  it("also where the step may fail", async () => {
    const { code, out } = await dry([
      { ...tell("{{trigger.body.items.7.sku}}"), continue_on_error: true },
      tell("b", "next"),
    ]);
    expect(out).toContain("✗ told");
    expect(out).toContain("✓ next");
    expect(code).toBe(1);
  });
});

describe("--step", () => {
  it("shows one step, with what stands before it", async () => {
    const { code, out } = await dry([ASK, tell("{{steps.ask.output.body.a}}")], {}, [
      "--step",
      "told",
    ]);
    expect(out).toContain("? told");
    expect(out).not.toContain("http.request");
    expect(code).toBe(0);
  });

  it("says when the step is not reached", async () => {
    const { out } = await dry([{ ...ASK, catch: [{ steps: [tell("a")] }] }], {}, [
      "--step",
      "told",
    ]);
    expect(out).toContain("step told is not reached");
  });
});
