/** What is told of runs, held against what is on the disk when it is told. */
import { setImmediate as turn } from "node:timers/promises";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Flow, Step } from "#src/generated/flow.js";
import { type Change, Changes, endedAttempt, type RunChange } from "#src/journal/changes.js";
import type { StepRecord } from "#src/journal/records.js";
import { createMemoryRunStore } from "#src/stores/memory/memory-run-store.js";
import { BufferedStore } from "../support/buffered-store.ts";
import { Bench, say } from "./language.ts";

const CALLEE = {
  name: "callee",
  on: undefined,
  inputs: { type: "object" },
  steps: [say("inside", { id: "inside" }), { id: "rest", wait: { for: "1h" } }],
} as never;

/** Steps of a number of kinds, with ids of their own. */
const STEPS: readonly ((id: string) => Step)[] = [
  (id) => say("call", { id }),
  (id) => say("fail:unavailable", { id, continue_on_error: true }),
  (id) => say("fail:not_found", { id, catch: [{ steps: [say("caught", { id: `${id}_c` })] }] }),
  (id) => ({ id, wait: { for: "1h" } }),
  (id) => ({ id, set: { n: 1 } }),
  (id) => ({ id, if: false, set: { n: 1 } }),
  (id) => ({ id, call: "callee", with: {} }),
  (id) => ({ id, for_each: [1, 2], concurrency: 2, steps: [say("slow:9", { id: `${id}_s` })] }),
  (id) => ({
    id,
    parallel: { a: [{ id: `${id}_w`, wait: { for: "2h" } }], b: [say("b", { id: `${id}_b` })] },
  }),
  (id) => say("slow:90000", { id, timeout: "1s", retry: { attempts: 2, delay: "1s" } }),
  (id) => ({ id, stop: { status: "failed", reason: "enough" } }),
];

/** Keeps what is on the disk, and says of each change what is wrong about it. */
class Witness {
  readonly wrong: string[] = [];
  readonly told = new Map<string, RunChange[]>();
  readonly #runs = new Map<
    string,
    { steps: Map<string, StepRecord[]>; ends: number; rests: number }
  >();

  watch(buffer: BufferedStore): void {
    buffer.onWritten = (name, [first, second], answer) => {
      if (name === "create") {
        const { id } = first as { id: string };
        this.#runs.set(id, { steps: new Map(), ends: 0, rests: 0 });
      }
      const run = this.#runs.get(first as string);
      if (name === "checkpoint") {
        const record = second as StepRecord;
        run?.steps.set(record.path, [...(run.steps.get(record.path) ?? []), record]);
      }
      if (run !== undefined && name === "finish") run.ends++;
      if (run !== undefined && name === "park" && answer === true) run.rests++;
    };
  }

  hear(change: Change): void {
    if (change.of !== "run") return;
    const { runId, what } = change;
    const told = this.told.get(runId) ?? [];
    this.told.set(runId, [...told, change]);
    const run = this.#runs.get(runId);
    if (run === undefined) return void this.wrong.push(`${what} of a run that is not kept`);
    if ("step" in change && run.steps.get(change.step.path)?.includes(change.step) !== true)
      this.wrong.push(`${what} of ${change.step.path}, which is not kept`);
    if (what === "ended" && run.ends === 0) this.wrong.push("ended, which is not kept");
    if (what === "waiting" && run.rests === 0) this.wrong.push("waiting, which is not kept");
  }
}

/** What is wrong with the order of what was told of one run. */
function disorder(told: readonly RunChange[]): string[] {
  const names = told.map(({ what }) => what);
  const wrong: string[] = [];
  if (names[0] !== "accepted" || names.indexOf("accepted", 1) > 0) wrong.push(`begins ${names[0]}`);
  if (names.at(-1) !== "ended" || names.indexOf("ended") < names.length - 1)
    wrong.push(`ends ${names.at(-1)}`);
  for (const [at, name] of names.entries())
    if (name === "waiting" && names[at + 1] !== "started")
      wrong.push(`waiting, then ${names[at + 1]}`);
  const ended = told.flatMap((change) => (change.what === "step_ended" ? [change.step.path] : []));
  if (new Set(ended).size < ended.length) wrong.push(`a step ended twice: ${ended.join()}`);
  return wrong;
}

/** The tries that were told to have ended, by the step's path. */
function triesTold(told: readonly RunChange[]): Map<string, number> {
  const tries = new Map<string, number>();
  for (const change of told)
    if ("step" in change && endedAttempt(change) !== undefined)
      tries.set(change.step.path, (tries.get(change.step.path) ?? 0) + 1);
  return tries;
}

it("is on the disk when it is told, in order, and each try and end once", async () => {
  const kinds = fc.array(fc.nat(STEPS.length - 1), { minLength: 1, maxLength: 4 });
  const flushes = fc.infiniteStream(fc.nat(3));
  await fc.assert(
    fc.asyncProperty(kinds, flushes, async (chosen, sizes) => {
      const flow: Partial<Flow> = {
        steps: chosen.map((kind, at) => STEPS[kind]?.(`s${at}`) as Step),
        on_failure: [say("failed", { id: "failed" })],
      };
      const buffer = new BufferedStore(createMemoryRunStore());
      const changes = new Changes();
      const witness = new Witness();
      witness.watch(buffer);
      changes.hear((change) => witness.hear(change));
      const bench = new Bench([flow, CALLEE], { store: buffer.store, changes });
      const accepted = Promise.all([bench.submit(), bench.submit()]);
      const done = accepted.then(() => bench.engine.idle()).then(() => true);
      do {
        await buffer.flush(sizes.next().value);
      } while (!(await Promise.race([done, turn(false)])));
      await done;
      await buffer.flush();
      await turn();
      expect(witness.wrong).toEqual([]);
      for (const [id, told] of witness.told) {
        expect(disorder(told)).toEqual([]);
        const { steps } = await bench.get(id);
        const kept = steps
          .map(
            ({ path, attempts }) => [path, attempts.filter((one) => one.endedAt).length] as const,
          )
          .filter(([, count]) => count > 0);
        expect(triesTold(told)).toEqual(new Map(kept));
      }
    }),
    { numRuns: 60 },
  );
});
