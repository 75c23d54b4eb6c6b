import { describe, expect, it } from "vitest";
import { Bench, runFlow, START, say } from "./language.ts";

const statusOf = (steps: readonly { path: string; status: string }[]) =>
  Object.fromEntries(steps.map(({ path, status }) => [path, status]));

const payload = (body: unknown) => ({
  method: "POST",
  path: "/approvals/a",
  headers: {},
  query: {},
  params: {},
  body,
  received_at: new Date(START).toISOString(),
});

const keyed = (when_full: "queue" | "drop" | "restart") => ({
  concurrency: { key: "{{trigger.body.k}}", limit: 1, when_full },
  steps: [
    say("{{trigger.body.n}} begins"),
    { wait: { for: "1h" } },
    say("{{trigger.body.n}} ends"),
  ],
});

const texts = ({ calls }: Bench) => calls.map((call) => call.split(" ").slice(1).join(" "));

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

  it("are read as AhaChat keeps them, and seconds are not taken for milliseconds", async () => {
    const waiting = { steps: [{ wait: { until: "{{trigger.body.at}}" } }] };
    const { run } = await runFlow(waiting, { at: "06/01/2026 09:00:00" });
    expect(run.finishedAt).toBe(START + 24 * 3_600_000);
    for (const [at, why] of [
      [1_893_456_000, "wait.until needs a time, got a number of seconds"],
      ["2030-02-30T09:00:00Z", "wait.until needs a time, got a day that is not in the calendar"],
      ["soon", "wait.until needs a time"],
    ] as const) {
      const { run: failed } = await runFlow(waiting, { at });
      expect(failed.error).toMatchObject({ code: "not_a_time" });
      expect(failed.error?.message).toContain(why);
    }
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
    const child = await bench.get(steps[0]?.call?.runId ?? "");
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
    const child = await bench.get(steps[0]?.call?.runId ?? "");
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

  it("lets the run go on with what it brings", async () => {
    const webhook = { path: "/approvals/:key", key: "{{trigger.body.k}}" };
    const bench = new Bench([
      {
        steps: [
          { id: "approval", wait: { webhook } },
          say("{{steps.approval.output.body.ok}}", { id: "after" }),
        ],
      },
    ]);
    const id = await bench.submit({ k: "a/b" });
    await bench.engine.idle();
    expect((await bench.get(id)).run).toMatchObject({ status: "waiting" });
    const found = bench.engine.findCallback("/approvals/a%2Fb");
    expect(found?.key).toBe("a/b");
    expect(await bench.deliver("/approvals/a%2Fb", payload({ ok: "yes" }))).toEqual({
      id,
      duplicate: false,
    });
    await bench.engine.idle();
    expect(bench.calls).toEqual(["after yes"]);
    expect(await bench.deliver("/approvals/a%2Fb", payload({}))).toBeUndefined();
  });

  it("that does not come in time leads to on_timeout, and is too late then", async () => {
    const { run, calls } = await runFlow(approval, { k: "a" });
    expect(calls).toEqual(["approval/on_timeout/late late", "after nothing"]);
    expect(run.finishedAt).toBe(START + 24 * 3_600_000);
  });

  it("has one step to go to", async () => {
    const bench = new Bench([approval]);
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
    [{ status: "{{trigger.body.list}}" }],
    [{ status: "{{trigger.body.hex}}" }],
    [{ headers: { "X-A": "{{trigger.body.bad}}" } }],
    [{ headers: { "X-A": "{{trigger.body.list}}" } }],
    [{ headers: { "X-A": "{{trigger.body.map}}" } }],
    [{ headers: { "X-A": "{{trigger.body.none}}" } }],
    [{ body: { messages: [{ text: "{{trigger.body.long}}" }] } }],
  ])("refuses %j", async (respond) => {
    const { run } = await runFlow(
      { steps: [{ respond }] },
      {
        bad: "a\r\nSet-Cookie: b",
        long: "x".repeat(2_001),
        list: [200],
        map: { a: 1 },
        none: null,
        hex: "0xc8",
      },
    );
    expect(run.error).toMatchObject({ code: "invalid_answer" });
  });
});

describe("concurrency", () => {
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

  it("keeps two hundred runs of ten customers in order, the customers side by side", async () => {
    const bench = new Bench([keyed("queue")], { concurrency: 50 });
    for (let n = 0; n < 200; n++) await bench.submit({ k: n % 10, n });
    await bench.engine.idle();
    const told = texts(bench);
    for (let k = 0; k < 10; k++) {
      const own = told.filter((text) => Number(text.split(" ")[0]) % 10 === k);
      const expected = Array.from({ length: 20 }, (_, i) => k + i * 10);
      expect(own).toEqual(expected.flatMap((n) => [`${n} begins`, `${n} ends`]));
    }
    const firstEnd = told.findIndex((text) => text.endsWith("ends"));
    expect(told.slice(0, firstEnd)).toHaveLength(10);
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
    expect((await bench.get(first)).run.error?.code).toBe("superseded");
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
