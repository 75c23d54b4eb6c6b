import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { nearestName } from "../nearest-name.ts";
import type { Reference } from "../templates/references.ts";
import type { TreeTemplate } from "../templates/tree.ts";
import type { FlowSurroundings } from "./compiled-flow.ts";
import type { KnownNames } from "./known-names.ts";

/** The names around a template in a flow's steps. */
export interface StepNames {
  readonly known: KnownNames;
  /** The ids of all steps of the flow. */
  readonly all: readonly string[];
  /** The step that the template is a part of. */
  readonly self: string;
}

/**
 * Checks the steps, secrets and variables that the templates at `base` name. That a step may not
 * have been done is left to the checks of shapes, which know where a template asks for that.
 */
export function checkReferences(
  document: YamlDocument,
  base: ValuePath,
  tree: TreeTemplate,
  surroundings: FlowSurroundings,
  names: StepNames | undefined,
  problems: Problem[],
): void {
  for (const { path, reference } of tree.references) {
    const name = reference.path[1];
    if (name === undefined) continue;
    const mistake = mistakeOf(reference, name, surroundings, names);
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

function mistakeOf(
  { path: [root], tolerant }: Reference,
  name: string,
  { secrets, vars }: FlowSurroundings,
  names: StepNames | undefined,
): Mistake | undefined {
  if (root === "steps") return names && stepMistake(name, names);
  if (root === "secrets")
    return unknownName("unknown-secret", "secret", name, [...secrets], "secrets:");
  return root === "vars"
    ? variableMistake(name, Object.keys(vars), names?.known.vars, tolerant)
    : undefined;
}

function variableMistake(
  name: string,
  configured: readonly string[],
  set: KnownNames["vars"] = new Map(),
  tolerant: boolean,
): Mistake | undefined {
  if (configured.includes(name)) return undefined;
  const reach = set.get(name);
  if (reach === undefined) {
    const known = [...configured, ...set.keys()];
    return unknownName("unknown-variable", "variable", name, known, "vars:");
  }
  if (reach === "sure" || (reach === "branch" && tolerant)) return undefined;
  return reach === "copy"
    ? {
        rule: "variable-not-set",
        message: `the variable "${name}" is not set here: what is set in parallel, or in a loop with concurrency, ends with its branch or entry`,
        hint: "read the output of the parallel or for_each step",
      }
    : {
        rule: "variable-not-set",
        message: `the variable "${name}" may not be set here`,
        hint: `set it before, or write {{default vars.${name} "…"}}`,
      };
}

function stepMistake(name: string, { known, all, self }: StepNames): Mistake | undefined {
  const reach = known.steps.get(name);
  switch (reach) {
    case "sure":
    case "branch":
      return undefined;
    case "loop":
      return {
        rule: "step-in-loop",
        message: `step "${name}" runs in a loop, once for each entry`,
        hint: "read the output of the for_each step: the list of the entries' last outputs",
      };
    case "aside":
      return {
        rule: "step-not-run-yet",
        message: `step "${name}" is in a branch that goes on beside this one`,
        hint: "read it after the parallel step",
      };
    case "copy":
    case undefined:
      return strangerMistake(name, [...known.steps.keys()], all, self);
  }
}

function strangerMistake(
  name: string,
  before: readonly string[],
  all: readonly string[],
  self: string,
): Mistake {
  if (name === self)
    return {
      rule: "step-not-run-yet",
      message: `step "${name}" reads its own output`,
      hint: "a step can only read the steps above it",
    };
  if (all.includes(name))
    return {
      rule: "step-not-run-yet",
      message: `step "${name}" has not run yet here`,
      hint: "move it above this step",
    };
  const near = nearestName(name, all);
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
