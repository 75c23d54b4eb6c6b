/**
 * A flow without its calls: what would be sent, as far as that can be known before. What only an
 * answer decides is walked whichever way it goes, and what that leaves for later steps is unknown.
 */

import { newRun } from "../engine/accept/submit.ts";
import { within } from "../engine/walk/frame.ts";
import { StepFailure, Stopped } from "../engine/walk/interruptions.ts";
import { failureScope, ownScope, type RunScope, runScope } from "../engine/walk/run-scope.ts";
import { ActionError } from "../errors.ts";
import type { CompiledFlow, CompiledStep } from "../flows/compiled-flow.ts";
import type { RunError, TriggerPayload } from "../journal/records.ts";
import type { TreeTemplate } from "../templates/tree.ts";
import { performDry } from "./dry-steps.ts";
import type { DryStep, DrySurroundings, DryWalk } from "./dry-walk.ts";
import { startOf } from "./test-payload.ts";
import { Unknown, unknownReads, unknownsIn, withoutUnknowns } from "./unknown.ts";

/** What can be said of a run before it is made. */
export interface DryRun {
  readonly steps: readonly DryStep[];
  /** The failure that would end the run. */
  readonly error: RunError | undefined;
}

const RUN_ID = "00000000-0000-7000-8000-000000000000";

/**
 * Walks a flow without calling anything.
 * @param payload undefined: nothing is known of what starts the run
 * @throws AhaflowError `concurrency_key` when the flow's concurrency key can't be made of the payload
 */
export function dryRun(
  flow: CompiledFlow,
  payload: TriggerPayload | undefined,
  surroundings: DrySurroundings,
): DryRun {
  const now = payload === undefined ? Date.now() : startOf(payload);
  const event = { flow, source: "manual", receivedAt: now } as const;
  if (payload !== undefined) newRun(RUN_ID, { ...event, payload }, surroundings.values);
  const begun = payload ?? (flow.flow.on === undefined ? { inputs: new Unknown(["inputs"]) } : {});
  const run = { id: RUN_ID, createdAt: now, payload: begun as TriggerPayload };
  const scope = runScope(flow, run, surroundings.values);
  if (payload === undefined && "trigger" in scope)
    Object.assign(scope, { trigger: new Unknown(["trigger"]) });
  const walk = new Walk(surroundings, now);
  const error = walk.run(flow, scope);
  return { steps: walk.steps, error };
}

class Walk implements DryWalk {
  readonly steps: DryStep[] = [];
  readonly surroundings: DrySurroundings;
  now: number;
  /** Steps whose output is not that of a real run. */
  readonly #outside = new Set<string>();

  constructor(surroundings: DrySurroundings, now: number) {
    this.surroundings = surroundings;
    this.now = now;
  }

  /** @returns the failure that would end the run */
  run({ steps, onFailure, output }: CompiledFlow, scope: RunScope): RunError | undefined {
    try {
      this.list(steps, scope, "");
      if (output !== undefined) this.render(output, scope);
      return undefined;
    } catch (error) {
      if (error instanceof Stopped) return undefined;
      const failure = this.#failureOf(error);
      this.#afterwards(onFailure, failureScope(scope, failure));
      return failure;
    }
  }

  list(steps: readonly CompiledStep[], scope: RunScope, path: string): unknown {
    let output: unknown;
    for (const step of steps) output = this.#step(step, scope, within(path, step.id));
    return output;
  }

  perhaps(scope: RunScope, names: readonly string[], walk: (own: RunScope) => unknown): Unknown {
    const own = ownScope(scope);
    try {
      walk(own);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    }
    Object.assign(scope.steps, own.steps);
    for (const [name, value] of Object.entries(own.vars))
      if (value !== scope.vars[name]) scope.vars[name] = new Unknown([`vars.${name}`]);
    return new Unknown(names);
  }

  render(tree: TreeTemplate, scope: RunScope): unknown {
    return tree.render(scope, {
      now: () => new Date(this.now),
      instead: (references, of) => {
        const names = unknownReads(references, of, (path) => this.#isOutside(path));
        return names.length === 0 ? undefined : new Unknown(names);
      },
    });
  }

  decide(tree: TreeTemplate, scope: RunScope): unknown {
    const outside = tree.references.filter(({ reference }) => this.#isOutside(reference.path));
    if (outside.length > 0)
      return new Unknown(outside.map(({ reference }) => reference.path.join(".")));
    return this.render(tree, scope);
  }

  #isOutside([root, id = ""]: readonly string[]): boolean {
    return root === "steps" && this.#outside.has(id);
  }

  #step(step: CompiledStep, scope: RunScope, path: string): unknown {
    const at = this.steps.length;
    this.steps.push({ path, kind: step.kind, name: nameOf(step), status: "succeeded" });
    const note = (more: Partial<DryStep>) => {
      this.steps[at] = { ...(this.steps[at] as DryStep), ...this.#shown(more) };
    };
    let unknownIf: Unknown | undefined;
    try {
      const holds = step.condition === undefined || this.decide(step.condition, scope);
      if (holds instanceof Unknown) {
        unknownIf = holds;
        note({ dependsOn: holds.names });
        return this.perhaps(scope, [`steps.${step.id}.output`], (own) =>
          this.#perform(step, own, path, note),
        );
      }
      if (holds) return this.#perform(step, scope, path, note);
      note({ status: "skipped" });
      scope.steps[step.id] = { status: "skipped" };
      return undefined;
    } catch (error) {
      if (error instanceof Stopped) throw error;
      // The if may be there for just that: to ask whether the value is there.
      if (unknownIf !== undefined && isMissing(error)) {
        this.#outside.add(step.id);
        return new Unknown(unknownIf.names);
      }
      const failure = { step: path, ...this.#failureOf(error) };
      note({ status: "failed", error: failure });
      scope.steps[step.id] = { status: "failed", error: failure };
      return this.#afterFailure(step, failure, scope, path);
    }
  }

  #perform(
    step: CompiledStep,
    scope: RunScope,
    path: string,
    note: (more: Partial<DryStep>) => void,
  ): unknown {
    const output = performDry(step, { walk: this, scope, path, note });
    if (step.kind !== "set") this.#outside.add(step.id);
    scope.steps[step.id] = { status: "succeeded", ...(output === undefined ? {} : { output }) };
    return output;
  }

  #afterFailure(step: CompiledStep, error: RunError, scope: RunScope, path: string): unknown {
    const caught = step.catches.find(({ reasons }) => reasons?.has(error.reason) ?? true);
    if (caught !== undefined)
      return this.list(caught.steps, failureScope(scope, error), within(path, "catch"));
    if (step.continueOnError) return undefined;
    throw new StepFailure(error);
  }

  #afterwards(steps: readonly CompiledStep[], scope: RunScope): void {
    try {
      this.list(steps, scope, "on_failure");
    } catch (error) {
      // It is on record; the first failure stays the run's.
      if (!(error instanceof StepFailure || error instanceof Stopped)) throw error;
    }
  }

  #failureOf(error: unknown): RunError {
    if (error instanceof StepFailure) return error.error;
    if (error instanceof ActionError) return this.surroundings.redact(error.toRecord()) as RunError;
    throw error;
  }

  /** Inputs as they are printed: what is unknown named, what is secret masked. */
  #shown(more: Partial<DryStep>): Partial<DryStep> {
    if (more.input === undefined) return more;
    const isOpen = unknownsIn(more.input).length > 0;
    return { ...more, isOpen, input: this.surroundings.redact(withoutUnknowns(more.input)) };
  }
}

function nameOf(step: CompiledStep): string {
  if (step.kind === "uses") return step.action.name;
  return step.kind === "call" ? step.flow : step.kind;
}

function isMissing(error: unknown): boolean {
  return error instanceof ActionError && error.code === "missing_value";
}
