import type { RemoveTagsInput, RemoveTagsOutput } from "../../../generated/ahachat.ts";
import type { ActionCode } from "../../action.ts";
import { clientFor } from "../client-for.ts";

/** Removes tags from a user. */
export const removeTags: ActionCode<RemoveTagsInput, RemoveTagsOutput> = {
  name: "ahachat.remove_tags",
  connection: "ahachat",
  idempotent: true,
  async run({ user_id, tags }, context) {
    return clientFor(context, removeTags.name).call(
      "remove_tags",
      { user_id },
      { tags },
      context.signal,
    );
  },
};
