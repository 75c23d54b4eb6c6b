import { describe, expect, it } from "vitest";
import { Bench, runFlow, START, say } from "./language.ts";

const statusOf = (steps: readonly { path: string; status: string }[]) =>
  Object.fromEntries(steps.map(({ path, status }) => [path, status]));

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
  const loop = (more: object, inner = say("{{item}}-{{index}}", { id: "one" })) => ({
    steps: [{ id: "lines", for_each: "{{trigger.body.items}}", steps: [inner], ...more }],
    output: "{{steps.lines.output}}",
  });

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
    const { run, calls } = await runFlow(loop({ concurrency: 3 }, inner as never), { items });
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
    expect(none.run.error).toMatchObject({ code: "not_a_list", step: "lines" });
    const long = await runFlow(loop({}), { items: Array.from({ length: 1_001 }, () => 1) });
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
      if (status !== "succeeded")
        expect(run.error).toMatchObject({ code: "stopped", message: "no 1" });
    },
  );
});

describe("times", () => {
  it("are waited for without taking real time, and pass in order", async () => {
    const { run, calls } = await runFlow(
      {
        steps: [
          { wait: { for: "2h" } },
          say("{{now}}", { id: "a" }),
          { wait: { until: "{{trigger.body.at}}" } },
          say("b", { id: "b" }),
        ],
      },
      { at: "2026-01-06T09:00:00+07:00" },
    );
    expect(calls).toHaveLength(2);
    expect(run.finishedAt).toBe(START + 24 * 3_600_000);
  });

  it("end a block when its own is over, with a reason to catch", async () => {
    const { run, calls, steps } = await runFlow({
      steps: [
        {
          id: "block",
          timeout: "1h",
          parallel: {
            a: [{ id: "w", wait: { for: "2h" } }, say("never")],
            b: [say("b", { id: "b" })],
          },
          catch: [{ reasons: ["timeout"], steps: [say("late", { id: "late" })] }],
        },
      ],
    });
    expect(calls).toEqual(["block/b/b b", "block/catch/late late"]);
    expect(statusOf(steps)).toMatchObject({ block: "failed", "block/a/w": "cancelled" });
    expect(run).toMatchObject({ status: "succeeded", finishedAt: START + 3_600_000 });
  });

  it("end the run when the flow's is over", async () => {
    const { run, calls } = await runFlow({
      timeout: "15m",
      steps: [{ for_each: [1, 2, 3], steps: [say("{{item}}"), { wait: { for: "10m" } }] }],
      on_failure: [say("{{error.reason}}")],
    });
    expect(calls.map((call) => call.split(" ")[1])).toEqual(["1", "2", "cancelled"]);
    expect(run).toMatchObject({
      status: "failed",
      error: { reason: "cancelled", code: "flow_timeout" },
      finishedAt: START + 900_000,
    });
  });
});

describe("call", () => {
  const callee = {
    name: "notify",
    inputs: { type: "object", required: ["text"], properties: { text: { type: "string" } } },
    steps: [{ wait: { for: "1h" } }, say("{{inputs.text}}", { id: "said" })],
    output: { was: "{{steps.said.output.said}}" },
  };
  const without = { ...callee, on: undefined } as never;

  it("makes a run of its own, linked both ways, and gives its output", async () => {
    const bench = new Bench([
      {
        steps: [{ id: "told", call: "notify", with: { text: "{{trigger.body.n}}!" } }],
        output: "{{steps.told.output.was}}",
      },
      without,
    ]);
    const id = await bench.submit({ n: 7 });
    await bench.engine.idle();
    const { run, steps } = await bench.get(id);
    expect(run).toMatchObject({ status: "succeeded", output: "7!" });
    const child = await bench.get(steps[0]?.call?.run_id ?? "");
    expect(child.run).toMatchObject({
      flow: "notify",
      source: "call",
      status: "succeeded",
      caller: { runId: id, path: "told" },
    });
    expect(bench.calls).toEqual(["said 7!"]);
  });

  it("brings the failure of the other run to the step", async () => {
    const { run } = await runFlow(
      { steps: [{ id: "told", call: "notify", with: { text: "fail:not_found" } }] },
      {},
      [without],
    );
    expect(run.error).toMatchObject({ reason: "not_found", step: "told" });
    expect(run.error?.message).toContain("the run of notify");
  });

  it("refuses inputs that do not fit", async () => {
    const { run } = await runFlow(
      { steps: [{ id: "told", call: "notify", with: { text: "{{trigger.body.n}}" } }] },
      { n: 7 },
      [without],
    );
    expect(run.error).toMatchObject({ reason: "invalid_request", code: "invalid_input" });
  });

  it("is ended with what is around it", async () => {
    const bench = new Bench([
      { timeout: "10m", steps: [{ id: "told", call: "notify", with: { text: "a" } }] },
      without,
    ]);
    const id = await bench.submit();
    await bench.engine.idle();
    const { run, steps } = await bench.get(id);
    expect(run.error).toMatchObject({ code: "flow_timeout" });
    const child = await bench.get(steps[0]?.call?.run_id ?? "");
    expect(child.run).toMatchObject({ status: "cancelled" });
    expect(bench.calls).toEqual([]);
  });
});

describe("a callback", () => {
  const approval = {
    steps: [
      {
        id: "approval",
        wait: {
          webhook: {
            path: "/approvals/:key",
            key: "{{trigger.body.k}}",
            timeout: "24h",
            on_timeout: [say("late", { id: "late" })],
          },
        },
      },
      say("{{default steps.approval.output.body.ok 'nothing'}}", { id: "after" }),
    ],
  };
  const payload = (body: unknown) => ({
    method: "POST",
    path: "/approvals/a",
    headers: {},
    query: {},
    params: {},
    body,
    received_at: new Date(START).toISOString(),
  });

  it("lets the run go on with what it brings", async () => {
    const bench = new Bench([
      {
        steps: [
          ...approval.steps.slice(0, 0),
          {
            ...approval.steps[0],
            wait: { webhook: { path: "/approvals/:key", key: "{{trigger.body.k}}" } },
          } as never,
          approval.steps[1] as never,
        ],
      },
    ]);
    const id = await bench.submit({ k: "a/b" });
    await bench.engine.idle();
    expect((await bench.get(id)).run).toMatchObject({ status: "waiting" });
    const found = bench.engine.findCallback("/approvals/a%2Fb");
    expect(found?.key).toBe("a/b");
    expect(await bench.engine.deliver("/approvals/:key", "a/b", payload({ ok: "yes" }))).toEqual({
      id,
      duplicate: false,
    });
    await bench.engine.idle();
    expect(bench.calls).toEqual(["after yes"]);
    expect(await bench.engine.deliver("/approvals/:key", "a/b", payload({}))).toBeUndefined();
  });

  it("that does not come in time leads to on_timeout, and is too late then", async () => {
    const { run, calls } = await runFlow(approval as never, { k: "a" });
    expect(calls).toEqual(["approval/on_timeout/late late", "after nothing"]);
    expect(run.finishedAt).toBe(START + 24 * 3_600_000);
  });

  it("has one step to go to", async () => {
    const bench = new Bench([approval as never]);
    await bench.submit({ k: "a" });
    const second = await bench.submit({ k: "a" });
    await bench.engine.idle();
    expect((await bench.get(second)).run.error).toMatchObject({ code: "key_taken" });
  });
});

describe("respond", () => {
  it("answers with what it renders, typed, and the run goes on", async () => {
    const { run, answer, calls } = await runFlow(
      {
        steps: [
          { respond: { status: 201, headers: { "X-A": "b" }, body: { n: "{{trigger.body.n}}" } } },
          say("after"),
        ],
      },
      { n: 7 },
    );
    expect(answer).toEqual({ status: 201, headers: { "X-A": "b" }, body: { n: 7 } });
    expect([run.status, calls.length]).toEqual(["succeeded", 1]);
  });

  it("tells the webhook how a run ended that did not respond", async () => {
    const { answer } = await runFlow({ steps: [say("fail:not_found"), { respond: {} }] });
    expect(answer).toEqual({ ended: "failed" });
  });

  it.each([
    [{ status: "{{trigger.body.bad}}" }],
    [{ headers: { "X-A": "{{trigger.body.bad}}" } }],
    [{ body: { messages: [{ text: "{{trigger.body.long}}" }] } }],
  ])("refuses %j", async (respond) => {
    const { run } = await runFlow(
      { steps: [{ respond }] },
      { bad: "a\r\nSet-Cookie: b", long: "x".repeat(2_001) },
    );
    expect(run.error).toMatchObject({ code: "invalid_answer" });
  });
});

describe("concurrency", () => {
  const keyed = (when_full: "queue" | "drop" | "restart") => ({
    concurrency: { key: "{{trigger.body.k}}", limit: 1, when_full },
    steps: [
      say("{{trigger.body.n}} begins"),
      { wait: { for: "1h" } },
      say("{{trigger.body.n}} ends"),
    ],
  });
  const texts = ({ calls }: Bench) => calls.map((call) => call.split(" ").slice(1).join(" "));

  it("queues runs of a key in the order of acceptance, also while they wait", async () => {
    const bench = new Bench([keyed("queue")]);
    for (const n of [1, 2, 3]) await bench.submit({ k: "a", n });
    await bench.engine.idle();
    expect(texts(bench)).toEqual([
      "1 begins",
      "1 ends",
      "2 begins",
      "2 ends",
      "3 begins",
      "3 ends",
    ]);
  });

  it("drops what has no place, and keeps a record of it", async () => {
    const bench = new Bench([keyed("drop")]);
    await bench.submit({ k: "a", n: 1 });
    const second = await bench.start({ k: "a", n: 2 });
    await bench.submit({ k: "b", n: 3 });
    await bench.engine.idle();
    expect(second.dropped).toBe(true);
    expect((await bench.get(second.id)).run).toMatchObject({
      status: "cancelled",
      error: { code: "dropped" },
    });
    expect(texts(bench)).toEqual(["1 begins", "3 begins", "1 ends", "3 ends"]);
  });

  it("restarts: a new run ends the older one at its next step", async () => {
    const bench = new Bench([keyed("restart")]);
    const first = await bench.submit({ k: "a", n: 1 });
    await bench.submit({ k: "a", n: 2 });
    const third = await bench.submit({ k: "a", n: 3 });
    await bench.engine.idle();
    expect(texts(bench).filter((text) => text.endsWith("ends"))).toEqual(["3 ends"]);
    expect((await bench.get(first)).run.status).toBe("cancelled");
    expect((await bench.get(third)).run.status).toBe("succeeded");
  });
});

it("cancels a waiting run at once, and a run that goes at its next step", async () => {
  const bench = new Bench([{ steps: [say("a"), { wait: { for: "9h" } }, say("b")] }]);
  const id = await bench.submit();
  await bench.engine.cancel(id);
  await bench.engine.idle();
  const { run } = await bench.get(id);
  expect(run).toMatchObject({ status: "cancelled", error: { reason: "cancelled" } });
  expect(run.finishedAt).toBeLessThan(START + 9 * 3_600_000);
  expect(await bench.engine.cancel(id)).toBe(false);
});
