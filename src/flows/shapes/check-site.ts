import type { ValuePath } from "../../documents/yaml-document.ts";
import type { StepList, StepNode } from "../source-tree.ts";
import type { FlowWalk } from "./flow-walk.ts";
import type { Leaf, Shape } from "./shape.ts";

/** What only the steps inside of a step can read. */
type Names = Readonly<Record<string, Shape>>;

/** A step in the walk. */
export interface CheckSite {
  readonly walk: FlowWalk;
  readonly node: StepNode;
  /** Checks the templates in a value. @param keys from the step to the value */
  readonly value: (keys: ValuePath, value: unknown) => Leaf[];
  /** Goes through a list of steps. @returns the output of its last one */
  readonly list: (list: StepList, more?: Names) => Shape;
  /** Checks the templates in a value that is filled behind the last step of a list. */
  readonly behind: (list: StepList, keys: ValuePath, value: unknown, more: Names) => Leaf[];
}
