import type { Action } from "../../platforms/action.ts";
import { shapeOfSchema } from "./from-schema.ts";
import type { Shape } from "./shape.ts";

const known = new WeakMap<Action, Shape>();

/** What an action gives, by its schema. */
export function outputShape(action: Action): Shape {
  let shape = known.get(action);
  if (shape === undefined) {
    shape = shapeOfSchema(action.output, { strict: true });
    known.set(action, shape);
  }
  return shape;
}
