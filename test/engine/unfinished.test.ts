/** An action whose work takes several calls: each is tried again by itself, and what came before is kept. */
import { expect, it } from "vitest";
import { ActionError } from "#src/errors.js";
import { Bench } from "./language.ts";

const FLOW = { steps: [{ id: "all", uses: "test.parts", retry: { attempts: 2 } }] };

/** Runs the flow while some calls, counted from 1, are refused. */
async function runWith(refused: readonly number[], retryAfterMs: number) {
  const bench = new Bench([FLOW]);
  let count = 0;
  bench.hook = () => {
    count++;
    if (refused.includes(count)) throw new ActionError("rate_limited", "later", { retryAfterMs });
  };
  const id = await bench.submit();
  await bench.engine.idle();
  const { run, steps } = await bench.get(id);
  return { run, step: steps[0], calls: bench.calls };
}

it("goes on with the call that failed, also after a pause of a minute", async () => {
  const { run, step, calls } = await runWith([2], 60_000);
  expect(calls).toEqual(["part 1", "part 2", "part 3"]);
  expect(run.status).toBe("succeeded");
  expect(step).toMatchObject({ output: { parts: [1, 2, 3] } });
  expect(step?.attempts.map(({ error }) => error?.reason)).toEqual([
    undefined,
    "rate_limited",
    undefined,
    undefined,
  ]);
});

it("begins anew after a pause in which the run is not kept in memory", async () => {
  const { run, calls } = await runWith([2], 3_600_000);
  expect(calls).toEqual(["part 1", "part 1", "part 2", "part 3"]);
  expect(run.status).toBe("succeeded");
});

it("has the tries of its step for all calls together, also when it begins anew", async () => {
  for (const pause of [1, 3_600_000]) {
    const { run, step } = await runWith([2, 4], pause);
    expect(run.status).toBe("failed");
    expect(step?.error).toMatchObject({ reason: "rate_limited" });
  }
});
