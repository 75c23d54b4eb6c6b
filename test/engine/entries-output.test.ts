import { describe, expect, it } from "vitest";
import { runFlow, say } from "./language.ts";

const cards = (more: object) => ({
  steps: [{ id: "cards", for_each: "{{trigger.body.items}}", ...more }],
  output: "{{steps.cards.output}}",
});

describe("the output of for_each", () => {
  it("gives what each entry's output says, with or without steps", async () => {
    const output = { at: "{{index}}", what: "{{item}}!", total: "{{multiply item 2}}" };
    const { run, calls } = await runFlow(cards({ output }), { items: [7, 8] });
    expect(calls).toEqual([]);
    expect(run.output).toEqual([
      { at: 0, what: "7!", total: 14 },
      { at: 1, what: "8!", total: 16 },
    ]);
  });

  it.each([1, 2])("reads the steps of its own entry, %d at once", async (concurrency) => {
    const steps = [{ set: { n: "{{item}}" } }, say("{{item}}-{{index}}", { id: "one" })];
    const output = "{{steps.one.output.said}}/{{vars.n}}";
    const { run } = await runFlow(cards({ steps, output, concurrency }), { items: ["a", "b"] });
    expect(run.output).toEqual(["a-0/a", "b-1/b"]);
  });

  it("names the entry whose output can't be made, and goes on where it is told to", async () => {
    const body = { items: [{ name: "a" }, { nam: 1 }, { name: "c" }] };
    const { run } = await runFlow(cards({ output: "{{item.name}}" }), body);
    expect(run.error).toMatchObject({
      code: "missing_value",
      step: "cards",
      message: expect.stringContaining("entry 1 of for_each gives no output: "),
    });
    const other = await runFlow(cards({ output: "{{item.name}}", continue_on_error: true }), body);
    expect(other.run).toMatchObject({ status: "succeeded", output: ["a", null, "c"] });
  });
});

describe("if", () => {
  it.each([
    [[], 0],
    [[0], 1],
    ["", 0],
    [0, 0],
    [null, 0],
    [false, 0],
    [{}, 1],
    ["0", 1],
  ])("of %j lets %d steps run", async (value, count) => {
    const { calls } = await runFlow(
      { steps: [say("on", { if: "{{trigger.body.value}}" })] },
      { value },
    );
    expect(calls).toHaveLength(count);
  });
});
