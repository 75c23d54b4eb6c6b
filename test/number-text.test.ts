import { describe, expect, it } from "vitest";
import { numberText } from "#src/number-text.js";
import { runFlow, say } from "./engine/language.ts";

it.each([
  [0, "0"],
  [-0.5, "-0.5"],
  [123_456.75, "123456.75"],
  [0.000_000_1, "0.0000001"],
  [-1.25e-9, "-0.00000000125"],
  [1e21, "1000000000000000000000"],
  [-1.5e22, "-15000000000000000000000"],
  [Number.MAX_SAFE_INTEGER, "9007199254740991"],
])("%s is written as %s, which is the same number", (value, text) => {
  expect(numberText(value)).toBe(text);
  expect(Number(text)).toBe(value);
});

it("every size of a number is written without an exponent", () => {
  for (let exponent = -323; exponent <= 307; exponent++) {
    const value = Number(`4.75e${exponent}`);
    const text = numberText(value);
    expect(text).toMatch(/^\d+(\.\d+)?$/);
    expect(Number(text)).toBe(value);
  }
});

describe("in a flow", () => {
  it("a tiny number is text digit by digit, and as itself in a switch", async () => {
    const { calls } = await runFlow(
      {
        steps: [
          say("{{trigger.body.rate}}/{{concat 'a' trigger.body.rate}}", { id: "one" }),
          { switch: "{{trigger.body.rate}}", cases: { "0.0000001": [say("tiny", { id: "two" })] } },
        ],
      },
      { rate: 0.000_000_1 },
    );
    expect(JSON.stringify(calls)).toContain("0.0000001/a0.0000001");
    expect(JSON.stringify(calls)).toContain("tiny");
  });

  it.each([[[1]], [{ a: 1 }]])("a switch on %j fails, and does not take its default", async (v) => {
    const steps = [{ switch: "{{trigger.body.v}}", cases: { a: [say("a")] }, default: [say("d")] }];
    const { run, calls } = await runFlow({ steps }, { v });
    expect(run.error).toMatchObject({ reason: "invalid_request", code: "not_a_text" });
    expect(calls).toEqual([]);
  });
});
