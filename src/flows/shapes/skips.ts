import type { Flow, Step } from "../../generated/flow.ts";
import { isTemplate } from "../../templates/compile.ts";
import { outlineTemplate, type Statement } from "../../templates/outline.ts";
import type { TemplateSite } from "../step-compiler.ts";
import { allSteps } from "../step-ids.ts";
import { stepsIn } from "./check-template.ts";

/** The steps that may not have been done where a template stands. */
export interface MaybeNotDone {
  /** Those with an `if` of their own. */
  readonly skippable: ReadonlySet<string>;
  /** Those in a branch that may not have been gone. */
  readonly branched: ReadonlySet<string>;
}

/** Knows the `if` of each step, and which steps it asks for. */
export class Skips {
  readonly #steps: ReadonlyMap<string, Step>;

  /** Steps without an id are nothing that a template could name. */
  constructor(flow: Flow) {
    const named = [...allSteps(flow)].flatMap(({ step }) =>
      step.id === undefined ? [] : [[step.id, step] as const],
    );
    this.#steps = new Map(named);
  }

  /** With the same `if`, two steps run or none does; who asks for a step knows that it may not have. */
  at({ known, step, role }: TemplateSite): MaybeNotDone {
    const own = this.#steps.get(step);
    const asked = role === "condition" ? new Set<string>() : stepsAskedFor(own, known.roots);
    const skippable = [...known.steps.keys()].filter((id) => {
      const condition = this.#steps.get(id)?.if;
      return condition !== undefined && condition !== true && condition !== own?.if;
    });
    const branched = [...known.steps].flatMap(([id, reach]) => (reach === "branch" ? [id] : []));
    const sameCondition = (id: string) =>
      own?.if !== undefined && this.#steps.get(id)?.if === own.if;
    return {
      skippable: new Set(skippable.filter((id) => !asked.has(id))),
      branched: new Set(
        branched.filter((id) => !asked.has(id) && !skippable.includes(id) && !sameCondition(id)),
      ),
    };
  }
}

/** The steps that a step's `if` reads. */
function stepsAskedFor(step: Step | undefined, roots: ReadonlySet<string>): Set<string> {
  const condition = step?.if;
  if (typeof condition !== "string" || !isTemplate(condition)) return new Set();
  const outline = outlineTemplate(condition, new Set(roots));
  const read = (statement: Statement): string[] =>
    statement.kind === "show"
      ? stepsIn(statement.value)
      : [...stepsIn(statement.subject), ...statement.body.flatMap(read)];
  return new Set(outline?.body.flatMap(read));
}
