import type { AddTagsInput, AddTagsOutput } from "../../../generated/ahachat.ts";
import type { ActionCode } from "../../action.ts";
import { clientFor } from "../client-for.ts";

/** Adds tags to a user. */
export const addTags: ActionCode<AddTagsInput, AddTagsOutput> = {
  name: "ahachat.add_tags",
  connection: "ahachat",
  idempotent: true,
  async run({ user_id, tags }, context) {
    return clientFor(context, addTags.name).call("add_tags", { user_id }, { tags }, context.signal);
  },
};
