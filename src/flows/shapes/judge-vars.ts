/**
 * Variables change on the way. A `set` goes on being seen after the branch of a `switch`, a `catch`
 * or a loop that it stands in, where it may not have been done; the branches of `parallel` and the
 * entries of a loop that has several at once have copies of their own, which end with them.
 */
import { nearestName } from "../../nearest-name.ts";
import { chainOf, type Place, reach } from "../reach.ts";
import type { SourceTree, StepList, StepNode } from "../source-tree.ts";
import { hasCondition } from "../ways/report.ts";
import { endsRun } from "../ways/unreachable.ts";
import type { NamedRead, Verdict } from "./check-template.ts";
import { isSkippable, type KnownWays } from "./judge-steps.ts";

/**
 * What a place sees of a `set`: certainly its value, perhaps (behind an `if`, a way that need not
 * have been taken, or an earlier round of the loop), or nothing.
 */
export type Sight = "sure" | "if" | "maybe" | "round" | "copy" | "later";

/** The steps that set a variable. */
export function settersOf(name: string, { all }: SourceTree): StepNode[] {
  return all.filter(({ kind, step }) => kind === "set" && Object.hasOwn(step.set ?? {}, name));
}

/** What a place sees of a `set`. */
export function sightOf(setter: StepNode, place: Place): Sight {
  const { kind, down } = reach(place, setter);
  const around = new Set(chainOf(place).map(({ list }) => list));
  const isRound = chainOf(setter).some(({ list }) => isCarrying(list) && around.has(list));
  switch (kind) {
    case "beside":
      return "copy";
    case "failed":
      return "maybe";
    case "later":
    case "self":
    case "around":
    case "instead":
      return isRound ? "round" : "later";
    case "done":
    case "maybe":
    case "loop": {
      const left = down.map(({ list }) => list).filter((list) => !around.has(list));
      if (left.some(hasOwnCopy)) return "copy";
      if (kind !== "done") return "maybe";
      return isSkippable(down, place) ? "if" : "sure";
    }
  }
}

/** Whether what a round of a loop sets is seen in the next one. */
function isCarrying({ kind, parent }: StepList): boolean {
  return kind === "entry" && (parent?.step.concurrency ?? 1) === 1;
}

/** Whether what is set in the list ends with it. */
function hasOwnCopy(list: StepList): boolean {
  return list.kind === "branch" || (list.kind === "entry" && !isCarrying(list));
}

/** Says what is wrong with reading a variable that only steps set, if any does. */
export function judgeVariable(
  { name, written, tolerant }: NamedRead,
  place: Place,
  { tree, exhaustive }: KnownWays,
  known: readonly string[],
): Verdict | undefined {
  const setters = settersOf(name, tree);
  const copy = lastCopy(setters, place, tree);
  if (known.includes(name) && copy === undefined) return undefined;
  if (setters.length === 0)
    return unknownVariable(
      name,
      known,
      tree.all.flatMap(({ step }) => Object.keys(step.set ?? {})),
    );
  if (known.includes(name) || isSetOnEveryWay(name, place, exhaustive))
    return copy && stillAsBefore(name, copy, place);
  const sights = setters.map((setter) => sightOf(setter, place));
  const seen = sights.filter((sight) => sight !== "copy" && sight !== "later");
  const hint = `write {{default ${written} '…'}}, or set it before, or under vars: in ahaflow.yaml`;
  if (seen.length > 0) {
    // Several conditions may leave no gap between them.
    if (tolerant || seen.includes("sure") || (seen.includes("if") && setters.length > 1))
      return undefined;
    if (seen.includes("if"))
      return {
        rule: "maybe-skipped",
        severity: "warning",
        message: `the step that sets "${name}" may have been skipped here`,
        hint,
      };
    const message = `variable "${name}" may not have been set here`;
    return { rule: "variable-not-set", severity: "error", message, hint };
  }
  if (sights.includes("copy")) return ownCopy(name, setters[sights.indexOf("copy")], place);
  if (tolerant) return undefined;
  const message = `variable "${name}" has not been set yet here`;
  return { rule: "variable-not-set", severity: "error", message, hint };
}

/** A variable that neither ahaflow.yaml nor any step has. @param set those that steps set */
export function unknownVariable(
  name: string,
  known: readonly string[],
  set: readonly string[] = [],
): Verdict {
  const near = nearestName(name, [...known, ...set]);
  const steps = set.length > 0 ? ", and no step sets it" : "";
  return {
    rule: "unknown-variable",
    severity: "error",
    message: `there is no variable "${name}" in ahaflow.yaml${steps}`,
    hint: near === undefined ? "add it under vars: there" : `did you mean "${near}"?`,
  };
}

/** The last step before a place that sets a variable, where that is in a copy which has ended by then. */
function lastCopy(
  setters: readonly StepNode[],
  place: Place,
  { all }: SourceTree,
): StepNode | undefined {
  const before = all.filter((node) => setters.includes(node) && sightOf(node, place) !== "later");
  const last = before.at(-1);
  if (last === undefined || sightOf(last, place) !== "copy") return undefined;
  return reach(place, last).kind === "beside" ? undefined : last;
}

function stillAsBefore(name: string, setter: StepNode, place: Place): Verdict {
  const { message, hint } = ownCopy(name, setter, place);
  return {
    rule: "set-in-copy",
    severity: "warning",
    message: `${message}: here it is as it was before`,
    hint,
  };
}

function ownCopy(name: string, setter: StepNode | undefined, place: Place): Verdict {
  const around = chainOf(setter ?? place)
    .map(({ list }) => list)
    .filter(hasOwnCopy)
    .at(-1);
  const id = around?.parent?.id ?? "";
  return {
    rule: "variable-not-set",
    severity: "error",
    message:
      around?.kind === "branch"
        ? `variable "${name}" is set in a branch of "${id}", which has a copy of its own`
        : `variable "${name}" is set in the loop "${id}", whose entries have copies of their own`,
    hint:
      around?.kind === "branch"
        ? `read what the branch gives: steps.${id}.output.${around.name}`
        : `read what the entries give, steps.${id}.output, or take concurrency: 1`,
  };
}

/** Whether a step that stands before the place sets the variable, whatever way is taken. */
function isSetOnEveryWay(name: string, place: Place, exhaustive: ReadonlySet<StepNode>): boolean {
  return chainOf(place).some(({ list, index }) =>
    list.nodes
      .slice(0, Math.min(index, list.nodes.length))
      .some((node) => setsSurely(node, name, exhaustive)),
  );
}

function setsSurely(node: StepNode, name: string, exhaustive: ReadonlySet<StepNode>): boolean {
  const { kind, step, inner } = node;
  if (hasCondition(node)) return false;
  if (kind === "set") return Object.hasOwn(step.set ?? {}, name);
  const ways = inner.filter((list) => list.kind === "case" || list.kind === "default");
  return (
    kind === "switch" &&
    (step.default !== undefined || exhaustive.has(node)) &&
    ways.every(({ nodes }) =>
      nodes.some((one) => setsSurely(one, name, exhaustive) || endsRun(one)),
    )
  );
}
