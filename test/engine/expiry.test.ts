/** What a time-out is called whose timer and whose clock disagree: timers may fire a millisecond early. */
import { expect, it } from "vitest";
import type { Clock } from "#src/clock.js";
import { Bench, START, say } from "./language.ts";

/** Time that stands still while a call is out, as if its timer had fired early by all of that. */
const still: Clock = {
  now: () => START,
  sleepUntil: (_time, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    }),
};

const stuck = { ...say("slow:60000"), id: "stuck" };

it("the time-out of a block is what its catch is told", async () => {
  const bench = new Bench(
    [
      {
        steps: [
          {
            id: "outer",
            timeout: "1h",
            parallel: {
              one: [
                {
                  id: "block",
                  timeout: "20ms",
                  parallel: { only: [stuck] },
                  catch: [{ reasons: ["timeout"], steps: [{ ...say("late"), id: "late" }] }],
                },
              ],
            },
          },
        ],
      },
    ],
    { clock: still },
  );
  const id = await bench.submit();
  await bench.engine.idle();
  const { run, steps } = await bench.get(id);
  expect(run.status).toBe("succeeded");
  const of = (end: string) => steps.find(({ path }) => path.endsWith(end));
  expect(of("/stuck")).toMatchObject({ status: "cancelled", expired: "outer/one/block" });
  expect(of("/block")).toMatchObject({ status: "failed", error: { code: "step_timeout" } });
});

it("the time-out of the flow is a failure of the run, and tells on_failure", async () => {
  const bench = new Bench(
    [{ timeout: "20ms", steps: [stuck], on_failure: [{ ...say("{{error.code}}"), id: "tell" }] }],
    { clock: still },
  );
  const id = await bench.submit();
  await bench.engine.idle();
  const { run } = await bench.get(id);
  expect(run).toMatchObject({ status: "failed", error: { code: "flow_timeout" } });
  expect(bench.calls.at(-1)).toBe("on_failure/tell flow_timeout");
});
