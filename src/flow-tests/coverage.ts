import type { StepRecord } from "../engine/ports.ts";
import type { SourceLocation } from "../errors.ts";
import type { CompiledFlow } from "../flows/compiled-flow.ts";

/** What the tests reached of one flow. */
export interface FlowCoverage {
  readonly flow: string;
  readonly file: string;
  readonly steps: Share;
  /** Both sides of every `if`. */
  readonly branches: Share;
  readonly missing: readonly Missing[];
}

interface Share {
  readonly reached: number;
  readonly total: number;
}

/** A step, or a side of its `if`, that no test reached. */
export interface Missing {
  readonly step: string;
  readonly side: "step" | "if-true" | "if-false";
  readonly where: SourceLocation;
}

/** Collects what runs reach. */
export class Coverage {
  readonly #ran = new Set<string>();
  readonly #skipped = new Set<string>();

  /** Counts the steps of one run. */
  add(flow: CompiledFlow, steps: readonly StepRecord[]): void {
    for (const { path, status } of steps)
      (status === "skipped" ? this.#skipped : this.#ran).add(keyOf(flow, path));
  }

  /** The share of one flow that was reached. */
  of(flow: CompiledFlow): FlowCoverage {
    const ran = flow.steps.filter(({ id }) => this.#ran.has(keyOf(flow, id)));
    const conditional = flow.steps.filter(({ condition }) => condition !== undefined);
    const skipped = conditional.filter(({ id }) => this.#skipped.has(keyOf(flow, id)));
    const missing = flow.steps.flatMap((step): Missing[] => {
      const { id, where, condition } = step;
      const sides: Missing["side"][] = [];
      if (!ran.includes(step)) sides.push(condition === undefined ? "step" : "if-true");
      if (condition !== undefined && !skipped.includes(step)) sides.push("if-false");
      return sides.map((side) => ({ step: id, side, where }));
    });
    return {
      flow: flow.name,
      file: flow.source.file,
      steps: { reached: ran.length, total: flow.steps.length },
      branches: {
        reached: ran.filter((step) => conditional.includes(step)).length + skipped.length,
        total: conditional.length * 2,
      },
      missing,
    };
  }
}

function keyOf({ name }: CompiledFlow, step: string): string {
  return `${name}\0${step}`;
}

/** Percent, rounded down: 100 only when nothing is missing. */
export function percent({ reached, total }: Share): number {
  return total === 0 ? 100 : Math.floor((reached / total) * 100);
}
