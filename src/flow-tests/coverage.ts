import type { SourceLocation } from "../errors.ts";
import type { CompiledFlow, CompiledStep } from "../flows/compiled-flow.ts";
import { listsIn, stepsOf } from "../flows/step-tree.ts";
import type { StepRecord } from "../journal/records.ts";
import { idIn } from "./step-names.ts";

/** What the tests reached of one flow. */
export interface FlowCoverage {
  readonly flow: string;
  readonly file: string;
  readonly steps: Share;
  /** Both sides of every `if`, every case, every `catch` and `on_timeout`. */
  readonly branches: Share;
  readonly missing: readonly Missing[];
}

/** How much of something was reached. */
export interface Share {
  readonly reached: number;
  readonly total: number;
}

/** A step, or a branch of it, that no test reached. */
export interface Missing {
  readonly step: string;
  /** `step`, or the name of its branch. */
  readonly side: string;
  readonly where: SourceLocation;
}

/** One of the ways on from a step. */
interface Branch {
  /** `if-true`, `if-false`, or the name of a list of steps: `case gold`, `catch outside_window`. */
  readonly name: string;
  readonly reached: boolean;
}

/** Collects what runs reach. */
export class Coverage {
  readonly #ran = new Set<string>();
  readonly #skipped = new Set<string>();
  readonly #chosen = new Set<string>();

  /** Counts the steps of one run. */
  add(flow: CompiledFlow, steps: readonly StepRecord[]): void {
    for (const { path, status, chosen } of steps) {
      const key = keyOf(flow, idIn(path));
      (status === "skipped" ? this.#skipped : this.#ran).add(key);
      if (chosen !== undefined) this.#chosen.add(`${key}\0${chosen}`);
    }
  }

  /** The share of one flow that was reached. */
  of(flow: CompiledFlow): FlowCoverage {
    const all = stepsOf(flow);
    const ran = all.filter(({ id }) => this.#ran.has(keyOf(flow, id)));
    const branches = all.flatMap((step) => this.#branches(flow, step));
    const missing = all.flatMap((step): Missing[] => {
      const { id, where, condition } = step;
      const sides = this.#branches(flow, step)
        .filter(({ reached }) => !reached)
        .map(({ name }) => name);
      const never = condition === undefined && !ran.includes(step) ? ["step"] : [];
      return [...never, ...sides].map((side) => ({ step: id, side, where }));
    });
    return {
      flow: flow.name,
      file: flow.source.file,
      steps: { reached: ran.length, total: all.length },
      branches: {
        reached: branches.filter(({ reached }) => reached).length,
        total: branches.length,
      },
      missing,
    };
  }

  #branches(flow: CompiledFlow, step: CompiledStep): Branch[] {
    const key = keyOf(flow, step.id);
    const sides: Branch[] =
      step.condition === undefined
        ? []
        : [
            { name: "if-true", reached: this.#ran.has(key) },
            { name: "if-false", reached: this.#skipped.has(key) },
          ];
    const lists = listsIn(step).filter(({ kind }) => kind !== "loop" && kind !== "branch");
    return [
      ...sides,
      ...lists.map(({ kind, name, steps }) => ({
        name: kind === "on_timeout" ? "on_timeout" : `${kind} ${name}`,
        reached:
          this.#chosen.has(`${key}\0${name}`) ||
          steps.slice(0, 1).some(({ id }) => this.#isSeen(keyOf(flow, id))),
      })),
    ];
  }

  #isSeen(key: string): boolean {
    return this.#ran.has(key) || this.#skipped.has(key);
  }
}

function keyOf({ name }: CompiledFlow, step: string): string {
  return `${name}\0${step}`;
}

/** The share of all flows together. */
export function totalShare(flows: readonly FlowCoverage[], of: "steps" | "branches"): Share {
  return {
    reached: flows.reduce((sum, flow) => sum + flow[of].reached, 0),
    total: flows.reduce((sum, flow) => sum + flow[of].total, 0),
  };
}

/** Percent, rounded down: 100 only when nothing is missing. */
export function percent({ reached, total }: Share): number {
  return total === 0 ? 100 : Math.floor((reached / total) * 100);
}
