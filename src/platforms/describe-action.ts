import { isJsonObject } from "../documents/json-object.ts";
import { builtValidator } from "../documents/schema-validator.ts";
import { loadSchema } from "../schemas.ts";
import type { Action, ActionCode } from "./action.ts";

/**
 * Puts the code of an action together with what describes it: `schemas/PLATFORM/actions/NAME` is the
 * schema of `PLATFORM.NAME`.
 */
export function describeAction<Input, Output>(code: ActionCode<Input, Output>): Action {
  const { description: summary, properties } = loadSchema(code.name.replace(".", "/actions/"));
  const { input, output } = isJsonObject(properties) ? properties : {};
  if (typeof summary !== "string" || !isJsonObject(input) || !isJsonObject(output))
    throw new TypeError(`the schema of ${code.name} lacks description, input or output`);
  // The engine checks inputs against `input`, from which the type is generated.
  const checkInput = builtValidator(code.name);
  return { ...(code as ActionCode<unknown, unknown>), summary, input, checkInput, output };
}
