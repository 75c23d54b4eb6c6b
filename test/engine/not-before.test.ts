/** Calls that the other side does not take at any time. */
import { expect, it } from "vitest";
import type { Step } from "#src/generated/flow.js";
import { Bench, runFlow, START, say } from "./language.ts";

const LATE = say("after:36000 @", { id: "late" });

it("waits for its time out of memory, uses up no try, and goes at once when that is over", async () => {
  const { run, steps, calls } = await runFlow({
    steps: [LATE, say("after:60 @", { id: "soon" })],
  });
  expect(calls).toEqual(["late after:36000 36000", "soon after:60 36000"]);
  expect(steps.map(({ attempts }) => attempts?.length)).toEqual([1, 1]);
  expect(run.finishedAt).toBe(START + 36_000_000);
});

const shortRun = (step: Step) => runFlow({ timeout: "1h", steps: [step] });

it("is given up with the time that the run has, as a wait is", async () => {
  const { run, calls } = await shortRun(LATE);
  const waiting = await shortRun({ id: "late", wait: { for: "10h" } });
  expect([run.status, run.error, calls]).toEqual([waiting.run.status, waiting.run.error, []]);
});

it("makes no call of a run that somebody has ended meanwhile", async () => {
  const bench = new Bench([{ steps: [LATE] }]);
  const id = await bench.submit({});
  await bench.engine.cancel(id);
  await bench.engine.idle();
  expect((await bench.store.get(id))?.run.status).toBe("cancelled");
  expect(bench.calls).toEqual([]);
});
