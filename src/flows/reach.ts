/** What one place of a flow can know of a step at another: whether it has run by then. */
import type { StepList, StepNode } from "./source-tree.ts";

/** A place in a list of steps; behind its end, after all of them. */
export type Place = Pick<StepNode, "list" | "index">;

export interface Reach {
  /**
   * - `done`: it stands before, and is gone through on every way
   * - `maybe`: it stands before, on a way that need not have been taken
   * - `loop`: it is inside of a loop that is over
   * - `later`: it has not run yet
   * - `self`: it is this step
   * - `around`: this place is inside of it
   * - `failed`: this place is in its `catch`
   * - `beside`: it is in another branch, which runs at the same time
   * - `instead`: it is on a way that was not taken when this one was
   */
  readonly kind:
    | "done"
    | "maybe"
    | "loop"
    | "later"
    | "self"
    | "around"
    | "failed"
    | "beside"
    | "instead";
  /** From the step that stands before the place, or parts from it, down to the one that is asked for. */
  readonly down: readonly StepNode[];
  /** The step where the ways part, or the loop. */
  readonly at: StepNode | undefined;
}

/** What `place` can know of `target`. */
export function reach(place: Place, target: StepNode): Reach {
  const here = chainOf(place);
  const there = chainOf(target) as readonly StepNode[];
  let level = 0;
  while (here[level]?.list === there[level]?.list && here[level]?.index === there[level]?.index) {
    if (there.length === level + 1) return meeting(here, target, level);
    if (here.length === level + 1) return { kind: "later", down: [], at: undefined };
    level += 1;
  }
  const mine = here[level] as Place;
  const its = there[level] as StepNode;
  const down = there.slice(level);
  if (mine.list === its.list)
    return mine.index < its.index
      ? { kind: "later", down, at: undefined }
      : { ...fromAbove(down), down };
  return parted(mine.list, its.list, down);
}

/** The steps around a place, from the outermost to the place itself. */
export function chainOf(place: Place): readonly Place[] {
  const { parent } = place.list;
  return parent === undefined ? [place] : [...chainOf(parent), place];
}

/** The target is this step, or one around it. */
function meeting(here: readonly Place[], target: StepNode, level: number): Reach {
  const inner = here[level + 1]?.list.kind;
  const kind = inner === undefined ? "self" : inner === "catch" ? "failed" : "around";
  return { kind, down: [target], at: target };
}

/** Below a step that is over, whatever its lists make of their steps. */
function fromAbove(down: readonly StepNode[]): Pick<Reach, "kind" | "at"> {
  const lists = down.slice(1).map(({ list }) => list);
  const loop = lists.find(({ kind }) => kind === "entry");
  if (loop !== undefined) return { kind: "loop", at: loop.parent };
  const way = lists.find(({ kind }) => kind !== "branch");
  return way === undefined ? { kind: "done", at: undefined } : { kind: "maybe", at: way.parent };
}

/** The lists of one step, or the flow's two: only here what leads to the place's list counts. */
function parted(mine: StepList, its: StepList, down: readonly StepNode[]): Reach {
  const at = its.parent;
  const afterFailure =
    (mine.kind === "on_failure" || mine.kind === "catch") &&
    its.kind !== "on_failure" &&
    its.kind !== "catch";
  if (afterFailure) {
    const isLoop = down.some(({ list }) => list.kind === "entry");
    return { kind: isLoop ? "loop" : "maybe", down, at };
  }
  if (mine.kind === "branch" && its.kind === "branch") return { kind: "beside", down, at };
  return { kind: its.kind === "on_failure" ? "later" : "instead", down, at };
}
