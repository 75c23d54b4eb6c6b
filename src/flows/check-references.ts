import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { nearestName } from "../nearest-name.ts";
import type { Reference } from "../templates/references.ts";
import type { TreeTemplate } from "../templates/tree.ts";
import type { FlowSurroundings } from "./compiled-flow.ts";

/** Which steps a template may read: all of the flow's, in order, and how many have run by then. */
export interface StepOrder {
  readonly ids: readonly string[];
  readonly done: number;
}

/** Checks the steps, secrets and variables that the templates at `base` name. */
export function checkReferences(
  document: YamlDocument,
  base: ValuePath,
  tree: TreeTemplate,
  surroundings: FlowSurroundings,
  steps: StepOrder | undefined,
  problems: Problem[],
): void {
  for (const { path, reference } of tree.references) {
    const [root, name] = reference.path;
    if (name === undefined) continue;
    const mistake =
      root === "steps" && steps !== undefined
        ? stepMistake(name, steps)
        : root === "secrets"
          ? unknownName("unknown-secret", "secret", name, [...surroundings.secrets], "secrets:")
          : root === "vars"
            ? unknownName(
                "unknown-variable",
                "variable",
                name,
                Object.keys(surroundings.vars),
                "vars:",
              )
            : undefined;
    if (mistake !== undefined)
      problems.push({
        severity: "error",
        ...mistake,
        where: document.locateIn([...base, ...path], nameOffset(reference)),
        length: name.length,
      });
  }
}

type Mistake = Pick<Problem, "rule" | "message" | "hint">;

function stepMistake(name: string, { ids, done }: StepOrder): Mistake | undefined {
  const place = ids.indexOf(name);
  if (place >= 0 && place < done) return undefined;
  if (place === done)
    return {
      rule: "step-not-run-yet",
      message: `step "${name}" reads its own output`,
      hint: "a step can only read the steps above it",
    };
  if (place > done)
    return {
      rule: "step-not-run-yet",
      message: `step "${name}" has not run yet here`,
      hint: "move it above this step",
    };
  const near = nearestName(name, ids);
  const before = ids.slice(0, done);
  return {
    rule: "unknown-step",
    message: `there is no step "${name}"`,
    hint:
      near !== undefined
        ? `did you mean "${near}"?`
        : before.length === 0
          ? "no step runs before this one"
          : `steps before this one: ${before.join(", ")}`,
  };
}

function unknownName(
  rule: string,
  kind: string,
  name: string,
  known: readonly string[],
  section: string,
): Mistake | undefined {
  if (known.includes(name)) return undefined;
  const near = nearestName(name, known);
  return {
    rule,
    message: `there is no ${kind} "${name}" in ahaflow.yaml`,
    hint: near === undefined ? `add it under ${section} there` : `did you mean "${near}"?`,
  };
}

/** Where the second part of the path stands: most often right after the first and a dot. */
function nameOffset({ path, offset }: Reference): number {
  return offset + (path[0]?.length ?? 0) + 1;
}
