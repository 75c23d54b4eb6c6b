import { ActionError } from "../../errors.ts";
import type { ActionContext } from "../action.ts";
import { impossibleVia } from "./blocks.ts";
import { AhaChatClient } from "./client.ts";

/**
 * The client that the step's connection stands for.
 * @throws ActionError invalid_request when the action can't work over it; validation says so earlier
 */
export function clientFor({ connection }: ActionContext, actionName: string): AhaChatClient {
  if (!(connection instanceof AhaChatClient))
    throw new TypeError(`${actionName} was given no AhaChat connection`);
  const impossible = impossibleVia(connection.settings, actionName);
  if (impossible !== undefined)
    throw new ActionError("invalid_request", impossible, { code: "impossible_via_blocks" });
  return connection;
}
