import { nearestName } from "../../nearest-name.ts";
import { chainOf, type Place, type Reach, reach } from "../reach.ts";
import type { SourceTree, StepNode } from "../source-tree.ts";
import { isAnswered } from "../ways/conditions.ts";
import { hasCondition } from "../ways/report.ts";
import { endsRun, isOnlyWay } from "../ways/unreachable.ts";
import type { NamedRead, Verdict } from "./check-template.ts";

/** What is known of the ways through a flow. */
export interface KnownWays {
  readonly tree: SourceTree;
  /** The `switch` steps before the place of which a case always comes. */
  readonly exhaustive: ReadonlySet<StepNode>;
}

/** Says what is wrong with reading a step at a place. */
export function judgeStep(
  read: NamedRead,
  place: Place,
  { tree, exhaustive }: KnownWays,
): Verdict | undefined {
  const { name } = read;
  const [target, other] = tree.all.filter(({ id }) => id === name);
  // Two steps with one id have been reported.
  if (other !== undefined) return undefined;
  if (target === undefined) return unknownStep(name, place, tree);
  const found = certain(reach(place, target), place, exhaustive);
  return (
    notYet(read, found) ??
    outOfReach(name, found, place) ??
    noOutput(read, target) ??
    (read.tolerant ? undefined : maybeNotRun(read, found, place))
  );
}

/** A way that need not have been taken is done where every other one has ended the run. */
function certain(found: Reach, place: Place, exhaustive: ReadonlySet<StepNode>): Reach {
  const [first, ...below] = found.down;
  const isBehind = chainOf(place).some(({ list }) => list === first?.list);
  return found.kind === "maybe" &&
    isBehind &&
    below.every(({ list }) => list.kind === "branch" || isOnlyWay(list, exhaustive))
    ? { ...found, kind: "done", at: undefined }
    : found;
}

function unknownStep(name: string, place: Place, tree: SourceTree): Verdict {
  const ids = tree.all.map(({ id }) => id);
  const near = nearestName(name, ids);
  const before = tree.all.filter((node) => reach(place, node).kind === "done").map(({ id }) => id);
  return {
    rule: "unknown-step",
    severity: "error",
    message: `there is no step "${name}"`,
    hint:
      near !== undefined
        ? `did you mean "${near}"?`
        : before.length === 0
          ? "no step runs before this one"
          : `steps before this one: ${before.join(", ")}`,
  };
}

function notYet({ name, field }: NamedRead, { kind, at }: Reach): Verdict | undefined {
  const said: { readonly [kind in Reach["kind"]]?: readonly [message: string, hint: string] } = {
    later: ["has not run yet here", "move it above this step"],
    self: ["reads its own output", "a step can only read the steps above it"],
    around: ["is not over yet here", "the steps inside of a step can't read it"],
    ...(field === "output" && !keepsOutput(at)
      ? { failed: ["has failed here: it has no output", "read error.reason and the like"] }
      : {}),
  };
  const [message, hint] = said[kind] ?? [];
  if (message === undefined || hint === undefined) return undefined;
  return {
    rule: "step-not-run-yet",
    severity: "error",
    message: `step "${name}" ${message}`,
    hint,
  };
}

function outOfReach(name: string, { kind, at }: Reach, place: Place): Verdict | undefined {
  const around = at?.id ?? "";
  const isInside = chainOf(place).some(
    ({ list }) => list.kind === "on_failure" || list.parent === at,
  );
  const said: { readonly [kind in Reach["kind"]]?: readonly [message: string, hint: string] } = {
    beside: [
      `is in another branch of "${around}", which runs at the same time`,
      `read it in a step after "${around}"`,
    ],
    instead: [
      `is on another way through "${around}": it does not run when this step does`,
      "read a step that stands before both",
    ],
    loop: [
      `runs once for each entry of the loop "${around}"`,
      isInside
        ? "read it inside of the loop"
        : `read steps.${around}.output: the last output of each entry, in order`,
    ],
  };
  const [message, hint] = said[kind] ?? [];
  if (message === undefined || hint === undefined) return undefined;
  return {
    rule: "step-out-of-reach",
    severity: "error",
    message: `step "${name}" ${message}`,
    hint,
  };
}

function noOutput({ name, field }: NamedRead, target: StepNode): Verdict | undefined {
  if (field !== "output" || !givesNothing(target)) return undefined;
  return {
    rule: "unknown-field",
    severity: "error",
    message: `step "${name}" is a ${target.kind}: it has no output`,
    hint: "read what another step gives",
  };
}

/** Whether a step never has an output, whatever way is taken. */
function givesNothing({ kind, step, inner }: StepNode): boolean {
  if (inner.some((list) => list.kind === "catch")) return false;
  if (kind === "stop") return true;
  if (kind === "wait") return step.wait?.webhook === undefined;
  return (
    kind === "switch" &&
    inner.every(({ nodes }) => nodes.slice(-1).every((last) => givesNothing(last)))
  );
}

function maybeNotRun(read: NamedRead, found: Reach, place: Place): Verdict | undefined {
  const { name, written, field } = read;
  const hint = `write {{default ${written} '…'}}`;
  if (found.kind === "maybe")
    return {
      rule: "maybe-not-run",
      severity: "error",
      message:
        found.at === undefined
          ? `the run may have failed before step "${name}" ran`
          : `step "${name}" is in a branch that may not have run`,
      hint: `${hint}, or ask with {{#if steps.${name}}}`,
    };
  if (found.kind !== "done" || field !== "output") return undefined;
  const skipped = isSkippable(found.down, place);
  if (!skipped && !mayHaveFailed(found.down.at(-1))) return undefined;
  return {
    rule: "maybe-skipped",
    severity: "warning",
    message: `step "${name}" may have ${skipped ? "been skipped" : "failed"} here: then it has no output`,
    hint: skipped ? `${hint}, or give this step the same if` : hint,
  };
}

/** Whether a step on the way down has an `if` that is not known to be true at the place. */
export function isSkippable(down: readonly StepNode[], place: Place): boolean {
  return down.some((node) => hasCondition(node) && !isAnswered(node.step.if, place));
}

/** Whether the run goes on after the step failed, and it has no output then. */
function mayHaveFailed(node: StepNode | undefined): boolean {
  if (node === undefined || keepsOutput(node)) return false;
  const caught = node.inner.filter(({ kind }) => kind === "catch");
  return node.step.continue_on_error === true || caught.some(({ nodes }) => !nodes.some(endsRun));
}

/** A loop that goes on after failures has the outputs of the other entries. */
function keepsOutput(node: StepNode | undefined): boolean {
  return node?.kind === "for_each" && node.step.continue_on_error === true;
}
