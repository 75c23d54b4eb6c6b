/** The ids of all steps of a flow, nested ones included. */
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow, Step } from "../generated/flow.ts";
import type { StepKind } from "./compiled-flow.ts";
import { problemAt } from "./parse-flow.ts";

/** The keys of which each step has one. */
export const STEP_KINDS: readonly StepKind[] = [
  "uses",
  "switch",
  "for_each",
  "parallel",
  "wait",
  "call",
  "respond",
  "set",
  "stop",
];

/** The key that makes a step what it is. */
export function kindOf(step: Step): StepKind | undefined {
  return STEP_KINDS.find((kind) => step[kind] !== undefined);
}

/** One list of steps that belongs to a step. */
export interface Branch {
  /** From the step to the list, in the file. */
  readonly path: ValuePath;
  readonly steps: readonly Step[];
  /** What tells it from the step's other lists; empty where there is only one. */
  readonly name: string;
}

/** The lists of steps inside of a step, `catch` last. */
export function branchesOf(step: Step): Branch[] {
  const named = (key: "cases" | "parallel") =>
    Object.entries(step[key] ?? {}).map(([name, steps]) => ({ path: [key, name], steps, name }));
  const onTimeout = step.wait?.webhook?.on_timeout;
  return [
    ...named("cases"),
    ...(step.default === undefined
      ? []
      : [{ path: ["default"], steps: step.default, name: "default" }]),
    ...(step.steps === undefined ? [] : [{ path: ["steps"], steps: step.steps, name: "" }]),
    ...named("parallel"),
    ...(onTimeout === undefined
      ? []
      : [{ path: ["wait", "webhook", "on_timeout"], steps: onTimeout, name: "on_timeout" }]),
    ...(step.catch ?? []).map(({ steps }, index) => ({
      path: ["catch", index, "steps"],
      steps,
      name: "catch",
    })),
  ];
}

/** Every step of a flow with its place in the file, in the order of the text. */
export function* allSteps(flow: Flow): Generator<{ step: Step; path: ValuePath }> {
  yield* stepsIn(flow.steps, ["steps"]);
  yield* stepsIn(flow.on_failure ?? [], ["on_failure"]);
}

function* stepsIn(
  steps: readonly Step[],
  path: ValuePath,
): Generator<{ step: Step; path: ValuePath }> {
  for (const [index, step] of steps.entries()) {
    const at = [...path, index];
    yield { step, path: at };
    for (const branch of branchesOf(step)) yield* stepsIn(branch.steps, [...at, ...branch.path]);
  }
}

/**
 * The id of each step; one that says none is named by its place: `step_2` in the flow, and inside
 * of another after that one, as `route_gold_1`.
 */
export function stepIds(
  document: YamlDocument,
  flow: Flow,
  problems: Problem[],
): ReadonlyMap<Step, string> {
  const ids = new Map<Step, string>();
  const taken = new Map<string, ValuePath>();
  const claim = (step: Step, id: string, path: ValuePath) => {
    ids.set(step, id);
    if (taken.has(id)) {
      const at = step.id === undefined ? path : [...path, "id"];
      const message = `two steps have the id "${id}"`;
      const hint = "give one of them another id";
      problems.push(problemAt(document, at, "duplicate-step-id", message, hint));
    } else taken.set(id, path);
  };
  const walk = (steps: readonly Step[], path: ValuePath, prefix: string, first = 1) => {
    for (const [index, step] of steps.entries()) {
      const id = step.id ?? `${prefix}_${first + index}`;
      const at = [...path, index];
      claim(step, id, at);
      let caught = 1;
      for (const { name, steps: inner, path: below } of branchesOf(step)) {
        const isCatch = name === "catch" && below[0] === "catch";
        walk(inner, [...at, ...below], placePrefix(id, name), isCatch ? caught : 1);
        if (isCatch) caught += inner.length;
      }
    }
  };
  walk(flow.steps, ["steps"], "step");
  walk(flow.on_failure ?? [], ["on_failure"], "on_failure");
  return ids;
}

function placePrefix(id: string, branch: string): string {
  const fit = branch.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
  return branch === "" ? id : `${id}_${fit}`;
}
