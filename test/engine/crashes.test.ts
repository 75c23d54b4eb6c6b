import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { createVirtualClock } from "#src/flow-tests/virtual-clock.js";
import type { Flow, Step } from "#src/generated/flow.js";
import { createMemoryRunStore } from "#src/stores/memory/memory-run-store.js";
import { SCALE } from "../chaos/scale.ts";
import { CrashStore } from "./crash-store.ts";
import { Bench, say } from "./language.ts";

/** What `call` steps call. */
const CALLEE = {
  name: "callee",
  on: undefined,
  inputs: { type: "object" },
  steps: [say("in {{inputs.n}}", { id: "inside" }), { wait: { for: "1h" } }],
  output: { n: "{{inputs.n}}" },
} as never;

/** What is called when a run has failed, in the flows that are told of. */
const ALERT = {
  name: "alert",
  on: undefined,
  inputs: { type: "object" },
  steps: [say("{{inputs.reason}} at {{inputs.step}}", { id: "told" }), say("fail:forbidden")],
} as never;
const TOLD = { flow: "alert", oncePerMs: 600_000 };

const flowOf = (steps: readonly Step[]): Partial<Flow> => ({
  steps: [{ set: { key: "{{run.id}}" } }, ...steps, say("end", { id: "end" })],
  on_failure: [say("{{error.reason}}", { id: "failed" })],
  output: { n: "{{default vars.n 0}}" },
});

interface Outcome {
  /** How the run ended, without what differs from run to run. */
  readonly end: unknown;
  readonly calls: readonly string[];
  readonly writes: number;
  /** What must not be: steps that had ended and called again, runs without an end, bugs. */
  readonly wrong: readonly string[];
}

/** Runs a flow whose process dies after so many writes, and then to its end in another one. */
async function outcome(flow: Partial<Flow>, last?: number, alert?: typeof TOLD): Promise<Outcome> {
  const inner = createMemoryRunStore();
  const crashing = new CrashStore(inner, last);
  const first = new Bench([flow, CALLEE, ALERT], { store: crashing.store, alert });
  // The answer may never come.
  const accepted = first.submit({ items: [1, 2] });
  await Promise.race([accepted.then(() => first.engine.idle()), crashing.died]);
  const ended = new Set<string>();
  const calls = [...first.calls];
  const wrong: string[] = [];
  if (last !== undefined) {
    void first.engine.stop(0);
    for (const { id } of await inner.list({ limit: 100 }))
      for (const { path, endedAt } of (await inner.get(id))?.steps ?? [])
        if (endedAt !== undefined) ended.add(`${id}/${path}`);
    const clock = createVirtualClock(first.clock.now());
    const second = new Bench([flow, CALLEE, ALERT], { store: inner, clock, alert });
    second.hook = (key) => {
      if (ended.has(key)) wrong.push(`${key} had ended`);
    };
    await second.engine.recover();
    await second.engine.idle();
    wrong.push(...second.log.filter(({ level }) => level === 50).map(({ msg }) => String(msg)));
    calls.push(...second.calls);
  }
  const runs = await inner.list({ limit: 100 });
  const main = runs.find(({ flow: name }) => name === "main");
  const { status, error, output } = main ?? {};
  wrong.push(
    ...runs
      .filter(({ finishedAt }) => finishedAt === undefined)
      .map(({ id }) => `${id} has no end`),
  );
  const end = { status, reason: error?.reason, step: error?.step, output, runs: runs.length };
  return { end, calls, writes: crashing.writes, wrong };
}

/** The end and the calls of a run, each once, and what went wrong. */
const seen = ({ end, calls, wrong }: Outcome) => ({ end, calls: new Set(calls), wrong });

/** Dies after each write in turn, and gives what differs from an undisturbed run. */
async function differences(flow: Partial<Flow>, alert?: typeof TOLD): Promise<unknown[]> {
  const undisturbed = await outcome(flow, undefined, alert);
  const expected = seen({ ...undisturbed, wrong: [] });
  const found: unknown[] = [];
  for (let last = 1; last < undisturbed.writes; last++) {
    const actual = seen(await outcome(flow, last, alert));
    if (!isDeepStrictEqual(actual, expected)) found.push({ last, actual, expected });
  }
  return found;
}

/** Each kind of step that holds others, around some. */
const AROUND: Readonly<Record<string, (inner: Step[], id: string) => Step>> = {
  switch: (inner, id) => ({ id, switch: "a", cases: { a: inner }, default: [say("never")] }),
  for_each: (inner, id) => ({ id, for_each: "{{trigger.body.items}}", steps: inner }),
  wide: (inner, id) => ({
    id,
    for_each: [1, 2],
    concurrency: 2,
    // A key of its own for the callbacks of each entry.
    steps: [{ set: { key: "{{vars.key}}-{{item}}" } }, ...inner],
  }),
  parallel: (inner, id) => ({ id, parallel: { a: inner, b: [say("beside", { id: `${id}_b` })] } }),
  catch: (inner, id) => say("fail:not_found", { id, catch: [{ steps: inner }] }),
  on_timeout: (inner, id) => ({
    id,
    wait: {
      webhook: {
        path: `/${id}/:key`,
        key: "{{vars.key}}",
        timeout: "1h",
        on_timeout: inner,
      },
    },
  }),
};
const SMALL: readonly ((id: string) => Step)[] = [
  (id) => say("call", { id }),
  (id) => ({ id, wait: { for: "1h" } }),
  (id) => say("after:5400", { id }),
  (id) => ({ id, set: { n: 1 } }),
  (id) => ({ id, call: "callee", with: { n: 5 } }),
  (id) => say("fail:unavailable", { id, continue_on_error: true }),
  (id) => ({ id, respond: { body: { n: 1 } } }),
];

const kinds = Object.keys(AROUND);

/** Each kind in each kind in each kind; in short, what stands third goes round. What is inside does. */
const nests = kinds.flatMap((outer, one) =>
  kinds.flatMap((inner, two) =>
    kinds
      .filter((_, three) => SCALE.everyNest || three === (one + two) % kinds.length)
      .map((innermost) => [outer, inner, innermost] as const),
  ),
);

it.each(nests)("survives a crash after any write: %s around %s around %s", async (...around) => {
  const turn = nests.findIndex((nest) => nest.join() === around.join());
  const inside = [0, 1].map((at) => SMALL[(turn + at * 3) % SMALL.length]?.(`s${at}`) as Step);
  const nested = around.reduceRight<Step[]>(
    (inner, kind, depth) => [AROUND[kind]?.(inner, `d${depth}`) as Step],
    inside,
  );
  expect(await differences(flowOf(nested))).toEqual([]);
});

it("survives a crash after any write of a loop whose entries give what the flow gives", async () => {
  for (const concurrency of [1, 2])
    expect(
      await differences({
        steps: [
          { set: { n: 0 } },
          {
            id: "cards",
            for_each: "{{trigger.body.items}}",
            concurrency,
            steps: [
              say("{{item}}", { id: "called" }),
              { wait: { for: "1h" } },
              { set: { n: "{{add vars.n item}}" } },
            ],
            output: { said: "{{steps.called.output.said}}", n: "{{vars.n}}" },
          },
        ],
        output: "{{steps.cards.output}}",
      }),
    ).toEqual([]);
});

it("survives a crash after any write of a flow that stops, fails or runs out of time inside", async () => {
  for (const last of [
    { stop: { status: "failed" } } as const,
    { stop: { status: "cancelled" } } as const,
    say("fail:forbidden"),
    { wait: { for: "30h" } },
  ])
    for (const around of Object.values(AROUND))
      expect(
        await differences({
          ...flowOf([around([say("a", { id: "a" }), last], "one")]),
          timeout: "24h",
        }),
      ).toEqual([]);
});

it("survives a crash after any write of a flow whose failure is told of, once", async () => {
  const undisturbed = await outcome(flowOf([say("fail:forbidden")]), undefined, TOLD);
  expect(undisturbed.calls).toContain("told forbidden at step_2");
  expect(undisturbed.end).toMatchObject({ status: "failed", runs: 2 });
  for (const around of Object.values(AROUND))
    expect(await differences(flowOf([around([say("fail:forbidden")], "one")]), TOLD)).toEqual([]);
});

const anyStep = fc.letrec<{ step: Step; inner: Step }>((tie) => ({
  inner: fc.oneof({ maxDepth: 3, withCrossShrink: true }, small(), tie("step")),
  step: fc
    .tuple(
      fc.constantFrom(...Object.keys(AROUND)),
      fc.array(tie("inner"), { minLength: 1, maxLength: 3 }),
    )
    .map(([kind, inner]) => AROUND[kind]?.(inner, "x") as Step),
})).inner;

function small() {
  return fc.constantFrom(...SMALL).map((make) => make("x"));
}

/** Gives every step an id of its own, as the generator can't. */
function named(steps: readonly Step[]): Step[] {
  let count = 0;
  const text = JSON.stringify(steps)
    .replaceAll(/"id":"x(_b)?"/g, () => `"id":"s${count++}"`)
    .replaceAll(/"path":"\/x\//g, () => `"path":"/s${count++}/`);
  return JSON.parse(text) as Step[];
}

it("holds for any flow and any moment of a crash", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep, { minLength: 1, maxLength: 3 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (steps, moment) => {
        const flow = flowOf(named(steps));
        const undisturbed = await outcome(flow);
        const last = 1 + Math.floor(moment * (undisturbed.writes - 1));
        expect(seen(await outcome(flow, last))).toEqual(seen({ ...undisturbed, wrong: [] }));
      },
    ),
    { numRuns: 60 },
  );
}, 300_000);
