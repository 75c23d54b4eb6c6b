import type { ValuePath } from "../../documents/yaml-document.ts";
import type { StepList, StepNode } from "../source-tree.ts";
import type { FlowWalk } from "./flow-walk.ts";
import type { Leaf } from "./leaves.ts";
import type { Shape } from "./shape.ts";

/** A step in the walk. */
export interface CheckSite {
  readonly walk: FlowWalk;
  readonly node: StepNode;
  /** Checks the templates in a value. @param keys from the step to the value */
  readonly value: (keys: ValuePath, value: unknown) => Leaf[];
  /** Goes through a list of steps. @returns the output of its last one */
  readonly list: (list: StepList, more?: Readonly<Record<string, Shape>>) => Shape;
}
