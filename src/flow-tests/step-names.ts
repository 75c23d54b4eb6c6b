/**
 * How tests name steps: by the id alone, wherever the step stands. One pass of a loop has the path
 * that `ahaflow run` and `ahaflow runs show` print: `lines/0/reserve`.
 */
import { casePath } from "../engine/walk/restore.ts";
import type { CompiledFlow, CompiledStep } from "../flows/compiled-flow.ts";
import { listsIn, type StepList } from "../flows/step-tree.ts";
import { nearestName } from "../nearest-name.ts";

/** Stands for the number of an entry in the path of a step. */
const ENTRY = "*";

interface NamedStep {
  readonly id: string;
  /** Its path, with {@link ENTRY} for each number. */
  readonly path: string;
}

/** Whether a name in a test is that of the step with this path. */
export function isNamed(path: string, name: string): boolean {
  return path === name || idIn(path) === name;
}

/** The step's id at the end of its path. */
export function idIn(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The names of a flow's steps. */
export class StepNames {
  readonly #steps: readonly NamedStep[];

  constructor({ steps, onFailure }: Pick<CompiledFlow, "steps" | "onFailure">) {
    this.#steps = [...namedIn(steps, ""), ...namedIn(onFailure, "on_failure/")];
  }

  /** How a test would name the step of a path: one in a loop by its path, any other by its id. */
  shown(path: string): string {
    const step = this.#steps.find((one) => one.id === idIn(path));
    return step !== undefined && inLoop(step) ? path : idIn(path);
  }

  /**
   * What to write in place of a name that leads to no step; undefined when it leads to one.
   * @param onePass whether a path may name one pass of a loop here
   */
  hintFor(name: string, onePass: boolean): string | undefined {
    const ids = this.#steps.map(({ id }) => id);
    if (ids.includes(name)) return undefined;
    if (onePass && this.#steps.some(({ path }) => fits(name, path))) return undefined;
    const parts = name.split(/[^\w-]+/).filter((part) => part !== "");
    const meant = this.#steps.find(({ id }) => id === parts.at(-1));
    if (meant !== undefined && parts.length > 1) return this.#rewritten(meant, parts, onePass);
    const near = nearestName(name, ids);
    if (near !== undefined) return `did you mean "${near}"?`;
    return ids.length === 0 ? "there is none" : `there are: ${ids.join(", ")}`;
  }

  #rewritten(step: NamedStep, parts: readonly string[], onePass: boolean): string {
    const byId = `a step is named by its id alone: write "${step.id}"`;
    if (!inLoop(step)) return byId;
    if (!onePass) return `${byId}, which is for every entry of the loop`;
    const numbers = parts.filter((part) => /^\d+$/.test(part));
    const path = step.path.replaceAll(ENTRY, () => numbers.shift() ?? "0");
    return `${byId}, or "${path}" for one entry of the loop`;
  }
}

function namedIn(steps: readonly CompiledStep[], before: string): NamedStep[] {
  return steps.flatMap((step) => {
    const path = `${before}${step.id}`;
    const inner = listsIn(step).flatMap((list) => namedIn(list.steps, `${placeOf(list, path)}/`));
    return [{ id: step.id, path }, ...inner];
  });
}

/** Where the steps of a list stand, below the path of the step that holds it. */
function placeOf({ kind, name }: StepList, path: string): string {
  switch (kind) {
    case "case":
      return casePath(path, name);
    case "branch":
      return `${path}/${name}`;
    case "loop":
      return `${path}/${ENTRY}`;
    case "on_timeout":
    case "catch":
      return `${path}/${kind}`;
  }
}

function inLoop({ path }: NamedStep): boolean {
  return path.split("/").includes(ENTRY);
}

function fits(name: string, path: string): boolean {
  const parts = name.split("/");
  const wanted = path.split("/");
  return (
    parts.length === wanted.length &&
    wanted.every((part, at) =>
      part === ENTRY ? /^\d+$/.test(parts[at] ?? "") : part === parts[at],
    )
  );
}
