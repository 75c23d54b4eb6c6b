import type { RemoveTagsInput, RemoveTagsOutput } from "../../../generated/chatbotx.ts";
import type { ActionCode } from "../../action.ts";
import { contactIdOf } from "../contacts.ts";
import { sessionFor } from "../session.ts";
import { removeTags as remove } from "../tags.ts";

/** Removes tags from a contact. */
export const removeTags: ActionCode<RemoveTagsInput, RemoveTagsOutput> = {
  name: "chatbotx.remove_tags",
  connection: "chatbotx",
  idempotent: true,
  async run({ tags, ...who }, context) {
    const session = sessionFor(context, removeTags.name);
    const contact_id = await contactIdOf(session, who);
    return { contact_id, unknown: await remove(session, contact_id, tags) };
  },
};
