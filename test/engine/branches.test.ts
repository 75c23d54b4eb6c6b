/** What goes side by side: each branch is served in time, and what a run has called ends with it. */
import { describe, expect, it } from "vitest";
import { createMemoryRunStore } from "#src/stores/memory/memory-run-store.js";
import { Bench, runFlow, START, say } from "./language.ts";

const HOUR = 3_600_000;

const wait = (hours: number) => ({ wait: { for: `${hours}h` } });

/** Waits for a callback, and says so when none comes. */
const callback = (key: string) => ({
  wait: { webhook: { path: "/a/:key", key, timeout: "1h", on_timeout: [say("late")] } },
});

const textsOf = (calls: readonly string[]) =>
  calls.map((call) => call.split(" ").slice(1).join(" "));

describe("beside a branch that works", () => {
  it("a wait is over in time", async () => {
    const { calls } = await runFlow({
      steps: [{ parallel: { a: [{ wait: { for: "10s" } }, say("@")], b: [say("slow:60000")] } }],
    });
    expect(textsOf(calls)).toEqual(["slow:60000", "10"]);
  });

  it("each wait of a loop is over in time", async () => {
    const { calls } = await runFlow({
      steps: [
        {
          for_each: [10, 147, 20],
          concurrency: 3,
          steps: [
            {
              switch: "{{item}}",
              cases: { "147": [say("slow:147000")] },
              default: [{ wait: { for: "{{item}}s" } }],
            },
            say("{{item}} @"),
          ],
        },
      ],
    });
    expect(textsOf(calls).slice(1)).toEqual(["10 10", "20 20", "147 147"]);
  });

  it("a time-out fires in time", async () => {
    const { calls } = await runFlow({
      steps: [
        {
          parallel: {
            a: [
              {
                id: "block",
                timeout: "10s",
                switch: "a",
                cases: { a: [{ wait: { for: "1h" } }] },
                catch: [{ steps: [say("@")] }],
              },
            ],
            b: [say("slow:60000")],
          },
        },
      ],
    });
    expect(textsOf(calls)).toEqual(["slow:60000", "10"]);
  });

  it("a callback and the end of a called run are served when they come", async () => {
    const callee = {
      name: "callee",
      on: undefined,
      inputs: { type: "object" },
      steps: [{ wait: { for: "20s" } }],
    } as never;
    const bench = new Bench([
      {
        steps: [
          {
            parallel: {
              a: [{ wait: { webhook: { path: "/a/:key", key: "k" } } }, say("a @")],
              b: [{ call: "callee" }, say("b @")],
              c: [say("slow:60000")],
              d: [{ wait: { for: "10s" } }, say("d @")],
            },
          },
        ],
      },
      callee,
    ]);
    bench.hook = (key) => {
      if (key.includes("/d/"))
        void bench.deliver("/a/k", {
          method: "POST",
          path: "/a/k",
          headers: {},
          query: {},
          params: {},
          body: {},
          received_at: new Date(START).toISOString(),
        });
    };
    await bench.submit();
    await bench.engine.idle();
    expect(textsOf(bench.calls)).toEqual(["slow:60000", "d 10", "a 10", "b 20"]);
  });

  it("a wish for an end, and a stop, are met in time", async () => {
    const waits = { wait: { for: "9h" } };
    const stopped = await runFlow({
      steps: [{ parallel: { a: [waits], b: [say("slow:60000"), { stop: {} }] } }],
    });
    expect(stopped.run).toMatchObject({ status: "succeeded", finishedAt: START + 60_000 });
    expect(stopped.steps.find(({ kind }) => kind === "wait")?.status).toBe("cancelled");
  });
});

describe("called runs end with their caller", () => {
  const callee = {
    name: "callee",
    on: undefined,
    inputs: { type: "object" },
    steps: [{ wait: { for: "9h" } }, say("sent")],
  } as never;
  const called = { call: "callee" };
  const flows = {
    "a stop in a branch": { steps: [{ parallel: { a: [called], b: [wait(1), { stop: {} }] } }] },
    "a failed stop in a branch": {
      steps: [{ parallel: { a: [called], b: [wait(1), { stop: { status: "failed" } }] } }],
    },
    "the flow's time-out": { timeout: "1h", steps: [{ parallel: { a: [called], b: [called] } }] },
    "a block's time-out": {
      steps: [
        {
          timeout: "1h",
          switch: "a",
          cases: { a: [called] },
          catch: [{ steps: [say("caught")] }],
        },
      ],
    },
  } as const;

  it.each(Object.entries(flows))("after %s", async (_, flow) => {
    const bench = new Bench([flow as never, callee]);
    await bench.submit();
    await bench.engine.idle();
    expect(textsOf(bench.calls)).not.toContain("sent");
    const runs = await bench.store.list({ limit: 10 });
    expect(runs.length).toBeGreaterThan(1);
    for (const run of runs.filter(({ flow: name }) => name === "callee")) {
      expect(run.status).toBe("cancelled");
      expect(run.finishedAt).toBeLessThan(START + 3 * HOUR);
    }
    for (const { id } of runs)
      expect((await bench.get(id)).steps.filter(({ endedAt }) => endedAt === undefined)).toEqual(
        [],
      );
  });

  it("or are waited for, when they began in a loop before one of its entries failed", async () => {
    const bench = new Bench([
      {
        steps: [
          {
            for_each: [1, 2, 3, 4, 5],
            concurrency: 3,
            steps: [
              {
                switch: "{{item}}",
                cases: { "1": [wait(2), say("fail:forbidden")], "2": [wait(1)] },
                default: [called],
              },
            ],
          },
        ],
      },
      callee,
    ]);
    const id = await bench.submit();
    await bench.engine.idle();
    expect(textsOf(bench.calls)).toEqual(["fail:forbidden", "sent", "sent"]);
    const { run, steps } = await bench.get(id);
    expect(run).toMatchObject({ status: "failed", finishedAt: START + 10 * HOUR });
    expect(steps.filter(({ endedAt }) => endedAt === undefined)).toEqual([]);
  });

  it("after a cancel, which a sibling at work does not hold up", async () => {
    const bench = new Bench([
      { steps: [{ parallel: { a: [called], b: [say("slow:60000")] } }] },
      callee,
    ]);
    const submitted = bench.submit();
    // The call may go out before whoever submits hears of the run.
    bench.hook = () => void submitted.then((id) => bench.engine.cancel(id));
    await submitted;
    await bench.engine.idle();
    const runs = await bench.store.list({ limit: 10 });
    expect(runs.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
    expect(runs[0]?.finishedAt).toBeLessThan(START + 60_000);
  });
});

it("goes on with a called run at once: the cost of a loop does not grow with what is behind it", async () => {
  const callee = {
    name: "callee",
    on: undefined,
    inputs: { type: "object" },
    steps: [say("x")],
  } as never;
  const inner = createMemoryRunStore();
  let loads = 0;
  const load = (ids: readonly string[]) => {
    loads++;
    return inner.load(ids);
  };
  const bench = new Bench(
    [{ steps: [{ for_each: "{{trigger.body.items}}", steps: [{ call: "callee" }] }] }, callee],
    { store: { ...inner, load } },
  );
  await bench.submit({ items: Array.from({ length: 2_000 }, (_, at) => at) });
  await bench.engine.idle();
  expect(bench.calls).toHaveLength(2_000);
  expect(loads).toBe(0);
});

it.each([
  ["call a flow that takes a while", { call: "callee" }],
  ["wait", { wait: { for: "10s" } }],
])(
  "reads no more again for each entry of a long loop than of a short one, whose entries %s",
  async (_what, entry) => {
    const inputs = { type: "object" };
    const callee = { name: "callee", on: undefined, inputs, steps: [{ wait: { for: "10s" } }] };
    const readFor = async (count: number) => {
      const inner = createMemoryRunStore();
      let records = 0;
      const load = async (ids: readonly string[]) => {
        const runs = await inner.load(ids);
        for (const { run, steps } of runs) if (run.flow === "main") records += steps.length;
        return runs;
      };
      const bench = new Bench(
        [
          { steps: [{ for_each: "{{trigger.body.items}}", concurrency: 5, steps: [entry] }] },
          callee as never,
        ],
        { store: { ...inner, load } },
      );
      const id = await bench.submit({ items: Array.from({ length: count }, (_, at) => at) });
      await bench.engine.idle();
      expect((await bench.get(id)).run.status).toBe("succeeded");
      return records / count;
    };
    expect(await readFor(2_000)).toBeLessThanOrEqual(1.5 * (await readFor(200)));
  },
);

it("keeps a callback's key for one wait at a time, and gives it free after that", async () => {
  const { run, calls } = await runFlow({
    steps: [
      { for_each: [1, 2], steps: [callback("same")] },
      {
        timeout: "10m",
        switch: "a",
        cases: { a: [callback("same")] },
        catch: [{ steps: [callback("same")] }],
      },
    ],
  });
  expect(run.error).toBeUndefined();
  expect(textsOf(calls)).toEqual(["late", "late", "late"]);
});
