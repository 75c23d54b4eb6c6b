import type { RunScope, RunValues } from "../engine/walk/run-scope.ts";
import type { CompiledFlow, CompiledStep } from "../flows/compiled-flow.ts";
import type { RunError, StepKind } from "../journal/records.ts";
import type { StepLimits } from "../settings/settings.ts";
import type { TreeTemplate } from "../templates/tree.ts";
import type { Unknown } from "./unknown.ts";

/** What a dry run needs of the installation. */
export interface DrySurroundings {
  readonly values: RunValues;
  readonly limits: StepLimits;
  /** The flows that `call` steps may name. */
  readonly flows: ReadonlyMap<string, CompiledFlow>;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}

/** A step of a dry run. */
export interface DryStep {
  /** As that of a real run; 0 is the entry of a list that is unknown. */
  readonly path: string;
  readonly kind: StepKind;
  /** The action, the called flow, or the kind. */
  readonly name: string;
  readonly status: "succeeded" | "failed" | "skipped";
  /** The case of a `switch`. */
  readonly chosen?: string;
  /** The end of a `wait`, ISO 8601. */
  readonly wakeAt?: string;
  /** As it is printed: secrets masked, what is unknown named. */
  readonly input?: unknown;
  readonly error?: RunError;
  /** Names of what decides whether, or how, the step is done. */
  readonly dependsOn?: readonly string[];
  /** Whether something in its input is unknown. */
  readonly isOpen?: boolean;
}

/** One dry run while it goes, as its steps see it. */
export interface DryWalk {
  readonly surroundings: DrySurroundings;
  /** Moves with the waits. Milliseconds since 1970. */
  now: number;
  /** Walks steps one after another. @returns the output of the last one @throws StepFailure, Stopped */
  list(steps: readonly CompiledStep[], scope: RunScope, path: string): unknown;
  /** Walks what may be walked or not: what it sets is unknown then. */
  perhaps(scope: RunScope, names: readonly string[], walk: (own: RunScope) => unknown): Unknown;
  /** Fills in a template: what reads something unknown is unknown. @throws ActionError */
  render(tree: TreeTemplate, scope: RunScope): unknown;
  /** The same for what decides where the run goes: there an example is no answer. */
  decide(tree: TreeTemplate, scope: RunScope): unknown;
}
