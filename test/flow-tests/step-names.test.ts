/** Steps inside of steps: how tests name them, and what is said to those who name them otherwise. */
import { describe, expect, it } from "vitest";
import type { TestCase } from "#src/generated/test.js";
import { FlowTestProject, told } from "./flow-test-project.ts";

const send = (id: string) => ({
  id,
  uses: "ahachat.send_text" as const,
  with: { user_id: "6523889107654321", text: "Xin chào" },
});

/** Every list of steps that a step can hold, with a call in each. */
function nested(): FlowTestProject {
  return new FlowTestProject().flow("deep", {
    connection: "shop",
    steps: [
      {
        id: "tier",
        switch: "{{trigger.body.tier}}",
        cases: { "vàng / 1": [send("gold")] },
        default: [send("other")],
      },
      { id: "side", parallel: { left: [send("left_one")], right: [send("right_one")] } },
      { id: "lines", for_each: [1, 2], as: "line", steps: [send("each_one")] },
      { ...send("first"), catch: [{ steps: [send("caught")] }] },
      {
        id: "answer",
        wait: {
          webhook: {
            path: "/a/:key",
            key: "{{run.id}}",
            timeout: "1h",
            on_timeout: [send("late")],
          },
        },
      },
    ],
    on_failure: [send("sorry")],
  });
}

async function result(test: TestCase): Promise<string[] | undefined> {
  const { out, err } = await nested()
    .tests("deep", [{ trigger: { body: { tier: "vàng / 1" } }, ...test }])
    .test(["--reporter", "json"]);
  if (err !== "") throw new Error(err);
  const { tests } = JSON.parse(out) as { tests: Parameters<typeof told>[0][] };
  return told(tests[0]);
}

const FAILS = { error: { reason: "forbidden" } } as const;

describe("a step inside of another is named by its id", () => {
  it("in mocks, steps and calls", async () => {
    const test: TestCase = {
      name: "all",
      mocks: { first: FAILS, gold: { output: { success: true, result: "mine" } } },
      expect: {
        steps: {
          gold: { output: { result: "mine" } },
          left_one: { status: "succeeded" },
          each_one: { status: "succeeded" },
          caught: { status: "succeeded" },
          late: { status: "succeeded" },
          other: { status: "not_reached" },
        },
        calls: ["gold", "left_one", "right_one", "each_one", "first", "caught", "late"],
      },
    };
    expect(await result(test)).toEqual([]);
  });

  it.each(["gold", "left_one", "each_one", "late"])("in error.step: %s", async (step) => {
    const expected = { error: { step, reason: "forbidden" as const } };
    expect(await result({ name: "a", mocks: { [step]: FAILS }, expect: expected })).toEqual([]);
  });

  it("in what is different: by its id, and by its path in a loop", async () => {
    expect(await result({ name: "a", mocks: { gold: FAILS } })).toEqual([
      expect.stringContaining("expected succeeded, got failed at gold: "),
    ]);
    const error = { step: "gold" };
    expect(await result({ name: "a", mocks: { each_one: FAILS }, expect: { error } })).toEqual([
      'error.step: expected "gold", got "lines/0/each_one"',
    ]);
  });

  it("in the coverage", async () => {
    const { out } = await nested()
      .tests("deep", [{ name: "a", mocks: { first: FAILS } }])
      .test(["--coverage"]);
    expect(out).toContain("gold was never reached");
  });
});

describe("one pass of a loop is named by its path", () => {
  it("in steps and error.step", async () => {
    const second = { "lines/1/each_one": { status: "succeeded" } } as const;
    expect(await result({ name: "a", expect: { steps: second } })).toEqual([]);
    const error = { step: "lines/0/each_one" };
    expect(await result({ name: "a", mocks: { each_one: FAILS }, expect: { error } })).toEqual([]);
  });
});

describe("another spelling is an error that says what to write", () => {
  const ofGold = 'a step is named by its id alone: write "gold"';
  const ofEach = 'a step is named by its id alone: write "each_one"';
  it.each<[string, Partial<TestCase>, string]>([
    ["a path in mocks", { mocks: { "tier/gold": FAILS } }, ofGold],
    ["a path in calls", { expect: { calls: ["tier/v%C3%A0ng%20%2F%201/gold"] } }, ofGold],
    ["dots in steps", { expect: { steps: { "tier.vàng.gold": {} } } }, ofGold],
    ["a path that leads nowhere", { expect: { steps: { "tiers/gold": {} } } }, ofGold],
    ["dots in error", { expect: { error: { step: "tier.cases.gold" } } }, ofGold],
    [
      "an entry in brackets",
      { expect: { steps: { "lines[1].each_one": {} } } },
      `${ofEach}, or "lines/1/each_one" for one entry of the loop`,
    ],
    [
      "a loop without an entry",
      { expect: { steps: { "lines/each_one": {} } } },
      `${ofEach}, or "lines/0/each_one" for one entry of the loop`,
    ],
    [
      "one entry in mocks",
      { mocks: { "lines/0/each_one": FAILS } },
      `${ofEach}, which is for every entry of the loop`,
    ],
    ["a slip", { mocks: { gould: FAILS } }, 'did you mean "gold"?'],
  ])("%s", async (_, test, hint) => {
    const { code, err } = await nested()
      .tests("deep", [{ name: "a", ...test }])
      .test();
    expect(err).toContain("there is no step");
    expect(err).toContain(hint);
    expect(code).toBe(1);
  });

  it("but the whole path is a name in steps", async () => {
    const steps = { "tier/v%C3%A0ng%20%2F%201/gold": { status: "succeeded" } } as const;
    expect(await result({ name: "a", expect: { steps } })).toEqual([]);
  });
});
