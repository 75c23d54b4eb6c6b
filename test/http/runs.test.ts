import { describe, expect, it } from "vitest";
import type { ReplayPlan, Run, RunList } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import { callStep, Project, shopAt } from "../support/project.ts";
import { json, startUpstream } from "../support/upstream.ts";

const user_id = "6523889107654321";
const send = { id: "send", uses: "ahachat.send_text", connection: "shop" };

describe("a run of the admin API", () => {
  it("says whom it is about, in the list too, and shows the message that was sent", async () => {
    const upstream = await startUpstream();
    upstream.answer = json(200, { success: true });
    const project = new Project(shopAt(upstream.url));
    project.flow("greet", {
      steps: [
        {
          ...send,
          with: { user_id: "{{trigger.body.user_id}}", text: "Chào {{trigger.body.name}}" },
        },
        {
          ...send,
          id: "wrong",
          with: { user_id: "{{trigger.body.name}}", text: "Hi" },
          continue_on_error: true,
        },
      ],
    });
    project.flow("silent", { steps: [{ set: { a: 1 } }] });
    const daemon = await project.open();
    const name = "<img src=x onerror=alert(1)>";
    const id = await daemon.accept("/greet", { user_id, name, phone: "0908 071 111" });
    const silent = await daemon.accept("/silent", { n: 1 });
    await daemon.allFinished(2);
    const { body } = await ask<RunList>(daemon, "GET", "/api/v1/runs");
    expect(body.runs.map((run) => [run.id, run.customer])).toEqual([
      [silent, null],
      [id, { id: user_id, name, phone: "0908 071 111" }],
    ]);
    const { body: run } = await ask<Run>(daemon, "GET", `/api/v1/runs/${id}`);
    expect(run.customer?.name).toBe(name);
    expect(run.steps.map(({ path, message }) => [path, message])).toEqual([
      ["send", { parts: [{ kind: "text", text: `Chào ${name}` }] }],
      ["wrong", null],
    ]);
  });

  it("tells before a replay what would be sent again, and what of a payload does not fit", async () => {
    const upstream = await startUpstream();
    upstream.answer = (response, arrival) =>
      json(arrival.path === "/fails" ? 400 : 200, { success: true })(response, arrival);
    const project = new Project(shopAt(upstream.url));
    const text = { with: { user_id, text: "Hi" } };
    project.flow("greet", {
      webhook: {
        schema: {
          type: "object",
          required: ["n"],
          properties: { n: { type: "integer" }, lines: { type: "array" } },
        },
      },
      steps: [
        { ...send, id: "first", ...text },
        {
          id: "lines",
          for_each: "{{trigger.body.lines}}",
          steps: [callStep(`${upstream.url}/line`, "line"), { ...send, id: "inner", ...text }],
        },
        callStep(`${upstream.url}/fails`, "fails"),
        { id: "after", set: { a: 1 } },
      ],
    });
    const daemon = await project.open();
    const id = await daemon.accept("/greet", { n: 1, lines: [1, 2] });
    await daemon.finished(id);
    const plan = async (more: object = {}) =>
      (
        await ask<ReplayPlan>(daemon, "POST", `/api/v1/runs/${id}/replay`, {
          dry_run: true,
          ...more,
        })
      ).body;
    const whole = await plan();
    expect(whole.messages).toEqual({ calls: 5, messages: 3 });
    expect(whole.steps.map(({ id: step, sends }) => [step, sends])).toEqual([
      ["first", true],
      ["lines", true],
      ["fails", false],
      ["after", false],
    ]);
    const lines = whole.steps.map(({ line }) => line);
    expect(lines).toEqual([...new Set(lines)].toSorted((one, two) => one - two));
    expect((await plan({ from_step: "lines" })).messages).toEqual({ calls: 4, messages: 2 });
    expect((await plan({ from_step: "fails" })).messages).toEqual({ calls: 0, messages: 0 });
    const payload = { n: "one" };
    const wrong = await ask(daemon, "POST", `/api/v1/runs/${id}/replay`, {
      dry_run: true,
      payload,
    });
    expect([wrong.status, wrong.body.error.code]).toEqual([422, "payload_invalid"]);
    expect(wrong.body.error.details).toMatchObject([{ pointer: "/n" }]);
    const long = await ask(
      daemon,
      "POST",
      `/api/v1/runs/${id}/replay`,
      '{"dry_run": true, "payload": {"n": 9007199254740993123}}',
    );
    const message = expect.stringMatching(/^n has too many digits .* type: \[integer, string\]$/);
    expect(long.body.error.details).toEqual([{ pointer: "/n", message }]);
    expect(await daemon.runs()).toHaveLength(1);
  });
});
