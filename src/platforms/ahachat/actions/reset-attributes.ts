import type { ResetAttributesInput, ResetAttributesOutput } from "../../../generated/ahachat.ts";
import type { ActionCode } from "../../action.ts";
import { setAttributesBySilentBlock } from "../blocks.ts";
import { clientFor } from "../client-for.ts";

/** Clears attributes of a user; via blocks they become empty text. */
export const resetAttributes: ActionCode<ResetAttributesInput, ResetAttributesOutput> = {
  name: "ahachat.reset_attributes",
  connection: "ahachat",
  idempotent: true,
  async run({ user_id, attributes }, context) {
    const client = clientFor(context, resetAttributes.name);
    if (client.settings.via === "api")
      return client.call("reset_attributes", { user_id }, { attributes }, context.signal);
    const empty = Object.fromEntries(attributes.map((name) => [name, ""]));
    return setAttributesBySilentBlock(client, user_id, empty, context.signal);
  },
};
