import { describe, expect, it } from "vitest";
import type { Step } from "#src/generated/flow.js";
import { runFlow, say } from "./language.ts";

const statusOf = (steps: readonly { path: string; status: string }[]) =>
  Object.fromEntries(steps.map(({ path, status }) => [path, status]));

const loop = (more: object, inner: Step = say("{{item}}-{{index}}", { id: "one" })) => ({
  steps: [{ id: "lines", for_each: "{{trigger.body.items}}", steps: [inner], ...more }],
  output: "{{steps.lines.output}}",
});

describe("switch", () => {
  const route = {
    steps: [
      {
        id: "route",
        switch: "{{trigger.body.tier}}",
        cases: { gold: [say("g", { id: "g" })], "1": [say("one", { id: "one" })] },
        default: [say("d", { id: "d" })],
      },
      say("{{route}}".replace("route", "steps.route.output.said"), { id: "after" }),
    ],
  };
  it.each([
    ["gold", "route/gold/g g"],
    [1, "route/1/one one"],
    ["1", "route/1/one one"],
    ["silver", "route/default/d d"],
    ["__proto__", "route/default/d d"],
    [null, "route/default/d d"],
  ])("does the case of %j, or the default", async (tier, call) => {
    const { run, calls } = await runFlow(route, { tier });
    expect(run.status).toBe("succeeded");
    expect(calls[0]).toBe(call);
    expect(calls[1]).toBe(`after ${call.split(" ")[1]}`);
  });

  it("does nothing without a case and a default", async () => {
    const { run, calls } = await runFlow(
      { steps: [{ switch: "{{trigger.body.a}}", cases: { b: [say("b")] } }] },
      { a: "c" },
    );
    expect([run.status, calls]).toEqual(["succeeded", []]);
  });
});

describe("for_each", () => {
  it("goes through the list in order, and gives the last outputs in order", async () => {
    const { run, calls } = await runFlow(loop({}), { items: ["a", "b", "c"] });
    expect(calls).toEqual(["lines/0/one a-0", "lines/1/one b-1", "lines/2/one c-2"]);
    expect(run.output).toEqual([{ said: "a-0" }, { said: "b-1" }, { said: "c-2" }]);
  });

  it("takes an empty list", async () => {
    const { run } = await runFlow(loop({}), { items: [] });
    expect(run).toMatchObject({ status: "succeeded", output: [] });
  });

  it("keeps the order of the outputs when entries go side by side", async () => {
    const items = [3, 1, 2];
    const inner = {
      id: "both",
      parallel: { p: [{ wait: { for: "{{item}}s" } }, say("{{item}}", { id: "one" })] },
    };
    const { run, calls } = await runFlow(loop({ concurrency: 3 }, inner), { items });
    expect(calls.map((call) => call.split(" ")[1])).toEqual(["1", "2", "3"]);
    expect(run.output).toEqual(items.map((said) => ({ p: { said } })));
  });

  it("stops at the first failure", async () => {
    const { run, steps, calls } = await runFlow(loop({}, say("{{item}}", { id: "one" })), {
      items: ["a", "fail:not_found", "b"],
    });
    expect(run).toMatchObject({
      status: "failed",
      error: { reason: "not_found", step: "lines/1/one" },
    });
    expect(calls).toHaveLength(2);
    expect(statusOf(steps)).toMatchObject({ lines: "failed", "lines/1/one": "failed" });
  });

  it("goes on after a failed entry with continue_on_error, and tells of it", async () => {
    const { run, steps } = await runFlow(
      {
        ...loop({ continue_on_error: true }, say("{{item}}", { id: "one" })),
      },
      { items: ["a", "fail:not_found", "b"] },
    );
    expect(run).toMatchObject({
      status: "succeeded",
      output: [{ said: "a" }, null, { said: "b" }],
    });
    expect(steps[0]).toMatchObject({ status: "failed", error: { reason: "not_found" } });
  });

  it("refuses what is no list, and a list that is too long", async () => {
    const none = await runFlow(loop({}), { items: "abc" });
    const message =
      "for_each needs a list, and got text; {{split VALUE ','}} or {{parse_json VALUE}} makes a list of text";
    expect(none.run.error).toMatchObject({ code: "not_a_list", step: "lines", message });
    for (const [items, kind] of [
      [null, "null; where it may be null, {{slice VALUE 0}} is a list of none"],
      [{ a: 1 }, "an object"],
      [7, "a number"],
    ] as const)
      expect((await runFlow(loop({}), { items })).run.error?.message).toContain(`and got ${kind}`);
    const missing = await runFlow(loop({}), {});
    expect(missing.run.error?.message).toContain(
      "write {{slice (default trigger.body.items null) 0}} if it may be missing",
    );
    const long = await runFlow(loop({}), { items: Array.from({ length: 10_001 }, () => 1) });
    expect(long.run.error).toMatchObject({ code: "list_too_long" });
  });
});

describe("vars", () => {
  it("are carried from entry to entry of a loop that goes one after another", async () => {
    const { run } = await runFlow(
      {
        steps: [
          { set: { total: 0 } },
          {
            for_each: "{{trigger.body.items}}",
            steps: [{ set: { total: "{{add vars.total item}}" } }],
          },
        ],
        output: { total: "{{vars.total}}" },
      },
      { items: [1, 2, 3.5] },
    );
    expect(run.output).toEqual({ total: 6.5 });
  });

  it("are each entry's own in a loop that works on several, and each branch's in parallel", async () => {
    const set = [{ set: { seen: "{{vars.seen}}x" } }, say("{{vars.seen}}")];
    const { run, calls } = await runFlow({
      steps: [
        { set: { seen: "a" } },
        { for_each: [1, 2], concurrency: 2, steps: set },
        { parallel: { one: set, two: set } },
        say("{{vars.seen}}", { id: "last" }),
      ],
    });
    expect(run.status).toBe("succeeded");
    expect(calls.map((call) => call.split(" ")[1])).toEqual(["ax", "ax", "ax", "ax", "a"]);
  });

  it("go on after a branch of a switch", async () => {
    const { calls } = await runFlow({
      steps: [
        { set: { a: 1 } },
        { switch: "x", cases: { x: [{ set: { a: 2 } }] } },
        say("{{vars.a}}"),
      ],
    });
    expect(calls).toEqual(["step_3 2"]);
  });
});

describe("parallel", () => {
  it("waits for all branches, and fails with the first failure in their order", async () => {
    const { run, calls, steps } = await runFlow({
      steps: [
        {
          id: "both",
          parallel: {
            slow: [{ wait: { for: "1h" } }, say("fail:not_found", { id: "s" })],
            quick: [say("fail:forbidden", { id: "q" })],
            fine: [{ wait: { for: "2h" } }, say("f", { id: "f" })],
          },
        },
      ],
    });
    expect(calls).toEqual([
      "both/quick/q fail:forbidden",
      "both/slow/s fail:not_found",
      "both/fine/f f",
    ]);
    expect(run.error).toMatchObject({ reason: "not_found", step: "both/slow/s" });
    expect(statusOf(steps)["both/fine/f"]).toBe("succeeded");
  });

  it("lets what comes after read the steps in it, and each branch's last output", async () => {
    const { run } = await runFlow({
      steps: [{ id: "both", parallel: { a: [say("1", { id: "x" })], b: [say("2", { id: "y" })] } }],
      output: ["{{steps.both.output}}", "{{steps.x.output.said}}"],
    });
    expect(run.output).toEqual([{ a: { said: "1" }, b: { said: "2" } }, "1"]);
  });
});

describe("failures", () => {
  it("are caught by reason, and the run goes on with what failed in view", async () => {
    const { run, calls } = await runFlow({
      steps: [
        say("fail:outside_window", {
          id: "thanks",
          catch: [
            { reasons: ["not_found"], steps: [say("wrong")] },
            {
              reasons: ["outside_window"],
              steps: [say("{{error.reason}} {{error.step}} {{error.attempts}}", { id: "block" })],
            },
            { steps: [say("wrong too")] },
          ],
        }),
        say("{{steps.thanks.status}} {{steps.thanks.error.reason}}", { id: "after" }),
      ],
    });
    expect(run.status).toBe("succeeded");
    expect(calls.slice(1)).toEqual([
      "thanks/catch/block outside_window thanks 1",
      "after failed outside_window",
    ]);
  });

  it("of a block are caught by the block", async () => {
    const { calls } = await runFlow({
      steps: [
        {
          for_each: [1],
          steps: [say("fail:not_found", { id: "a" })],
          catch: [{ steps: [say("{{error.step}}", { id: "b" })] }],
        },
      ],
    });
    expect(calls[1]).toBe("step_1/catch/b step_1/0/a");
  });

  it("go to on_failure in the end; a failure there hides nothing", async () => {
    const { run, calls, steps } = await runFlow({
      steps: [say("fail:forbidden", { id: "a" })],
      on_failure: [
        say("{{error.reason}} {{error.message}} {{error.attempts}}", { id: "told" }),
        say("fail:not_found", { id: "b" }),
        say("never", { id: "c" }),
      ],
    });
    expect(calls).toEqual([
      "a fail:forbidden",
      "on_failure/told forbidden as asked for 1",
      "on_failure/b fail:not_found",
    ]);
    expect(run).toMatchObject({ status: "failed", error: { reason: "forbidden", step: "a" } });
    expect(statusOf(steps)["on_failure/b"]).toBe("failed");
  });

  it("with continue_on_error leave the run alone", async () => {
    const { run, calls } = await runFlow({
      steps: [
        say("fail:forbidden", { id: "a", continue_on_error: true }),
        say("{{steps.a.status}}"),
      ],
    });
    expect([run.status, calls[1]]).toEqual(["succeeded", "step_2 failed"]);
  });
});

describe("stop", () => {
  it.each(["succeeded", "failed", "cancelled"] as const)(
    "ends the run as %s from deep inside",
    async (status) => {
      const { run, calls } = await runFlow({
        steps: [
          {
            for_each: [1, 2],
            steps: [
              { parallel: { a: [{ stop: { status, reason: "no {{item}}" } }, say("never")] } },
            ],
          },
          say("never"),
        ],
        on_failure: [say("on_failure")],
      });
      expect(run.status).toBe(status);
      expect(calls).toEqual(status === "failed" ? ["on_failure/on_failure_1 on_failure"] : []);
      const error = { reason: "cancelled", code: "stopped", message: "no 1" };
      expect(run.error).toEqual(status === "succeeded" ? undefined : error);
    },
  );
});
