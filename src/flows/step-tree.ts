/** The steps of a compiled flow as a tree. */
import type { CompiledFlow, CompiledStep } from "./compiled-flow.ts";

/** One list of steps inside of a step. */
export interface StepList {
  /** What tells it from the others: a case, a branch, `catch`, `on_timeout`; empty for a loop. */
  readonly name: string;
  readonly kind: "case" | "loop" | "branch" | "on_timeout" | "catch";
  readonly steps: readonly CompiledStep[];
}

/** The lists of steps inside of a step, `catch` last. */
export function listsIn(step: CompiledStep): StepList[] {
  const caught = step.catches.map(({ reasons, steps }) => ({
    name: reasons === undefined ? "any failure" : [...reasons].join(", "),
    kind: "catch" as const,
    steps,
  }));
  return [...ownLists(step), ...caught];
}

function ownLists(step: CompiledStep): StepList[] {
  switch (step.kind) {
    case "switch":
      return [
        ...[...step.cases].map(([name, steps]) => ({ name, kind: "case" as const, steps })),
        { name: "default", kind: "case", steps: step.otherwise },
      ];
    case "for_each":
      return step.steps.length === 0 ? [] : [{ name: "", kind: "loop", steps: step.steps }];
    case "parallel":
      return [...step.branches].map(([name, steps]) => ({ name, kind: "branch", steps }));
    case "wait": {
      const late = step.until.kind === "webhook" ? step.until.callback.onTimeout : undefined;
      return late === undefined ? [] : [{ name: "on_timeout", kind: "on_timeout", steps: late }];
    }
    case "uses":
    case "call":
    case "respond":
    case "set":
    case "stop":
      return [];
  }
}

/** Every step of a flow, in the order of its text. */
export function stepsOf({ steps, onFailure }: CompiledFlow): CompiledStep[] {
  return [...steps, ...onFailure].flatMap(withInner);
}

/** A step, and those inside of it. */
export function withInner(step: CompiledStep): CompiledStep[] {
  return [step, ...listsIn(step).flatMap(({ steps }) => steps.flatMap(withInner))];
}

/** A copy of a flow in which every step is changed, the inner ones first. */
export function mapSteps(
  flow: CompiledFlow,
  change: (step: CompiledStep) => CompiledStep,
): CompiledFlow {
  const list = (steps: readonly CompiledStep[]) =>
    steps.map((step) => change(withMapped(step, list)));
  return { ...flow, steps: list(flow.steps), onFailure: list(flow.onFailure) };
}

type MapList = (steps: readonly CompiledStep[]) => CompiledStep[];

function withMapped(step: CompiledStep, list: MapList): CompiledStep {
  const catches = step.catches.map((entry) => ({ ...entry, steps: list(entry.steps) }));
  const named = (lists: ReadonlyMap<string, readonly CompiledStep[]>) =>
    new Map([...lists].map(([name, steps]) => [name, list(steps)]));
  switch (step.kind) {
    case "switch":
      return { ...step, catches, cases: named(step.cases), otherwise: list(step.otherwise) };
    case "for_each":
      return { ...step, catches, steps: list(step.steps) };
    case "parallel":
      return { ...step, catches, branches: named(step.branches) };
    case "wait": {
      if (step.until.kind !== "webhook") return { ...step, catches };
      const { callback } = step.until;
      const onTimeout = callback.onTimeout && list(callback.onTimeout);
      return { ...step, catches, until: { kind: "webhook", callback: { ...callback, onTimeout } } };
    }
    case "uses":
    case "call":
    case "respond":
    case "set":
    case "stop":
      return { ...step, catches };
  }
}
