/** Every action that flows can use. What describes one comes from its schema file. */

import { isJsonObject } from "../documents/json-object.ts";
import { loadSchema } from "../schemas.ts";
import type { Action, ActionCode } from "./action.ts";
import { addAttributes } from "./ahachat/actions/add-attributes.ts";
import { addTags } from "./ahachat/actions/add-tags.ts";
import { findUser } from "./ahachat/actions/find-user.ts";
import { removeTags } from "./ahachat/actions/remove-tags.ts";
import { resetAttributes } from "./ahachat/actions/reset-attributes.ts";
import { sendBroadcast } from "./ahachat/actions/send-broadcast.ts";
import { sendDynamic } from "./ahachat/actions/send-dynamic.ts";
import { sendText } from "./ahachat/actions/send-text.ts";
import { httpRequest } from "./http/request.ts";

/** The actions by the name that `uses` takes. */
export const actions: ReadonlyMap<string, Action> = new Map(
  [
    describe(findUser),
    describe(addTags),
    describe(removeTags),
    describe(addAttributes),
    describe(resetAttributes),
    describe(sendText),
    describe(sendDynamic),
    describe(sendBroadcast),
    describe(httpRequest),
  ].map((action) => [action.name, action]),
);

function describe<Input, Output>(code: ActionCode<Input, Output>): Action {
  const { description: summary, properties } = loadSchema(code.name.replace(".", "/actions/"));
  const { input, output } = isJsonObject(properties) ? properties : {};
  if (typeof summary !== "string" || !isJsonObject(input) || !isJsonObject(output))
    throw new TypeError(`the schema of ${code.name} lacks description, input or output`);
  // The engine checks inputs against `input`, from which the type is generated.
  return { ...(code as ActionCode<unknown, unknown>), summary, input, output };
}
