import type { AddAttributesInput, AddAttributesOutput } from "../../../generated/ahachat.ts";
import type { ActionCode } from "../../action.ts";
import { setAttributesBySilentBlock } from "../blocks.ts";
import { clientFor } from "../client-for.ts";

/** Sets attributes of a user; values keep their JSON types. */
export const addAttributes: ActionCode<AddAttributesInput, AddAttributesOutput> = {
  name: "ahachat.add_attributes",
  connection: "ahachat",
  idempotent: true,
  async run({ user_id, attributes }, context) {
    const client = clientFor(context, addAttributes.name);
    return client.settings.via === "blocks"
      ? setAttributesBySilentBlock(client, user_id, attributes, context.signal)
      : client.call("add_attributes", { user_id }, attributes, context.signal);
  },
};
