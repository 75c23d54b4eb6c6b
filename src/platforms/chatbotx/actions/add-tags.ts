import type { AddTagsInput, AddTagsOutput } from "../../../generated/chatbotx.ts";
import type { ActionCode } from "../../action.ts";
import { contactIdOf } from "../contacts.ts";
import { sessionFor } from "../session.ts";
import { addTags as add } from "../tags.ts";

/** Adds tags to a contact. */
export const addTags: ActionCode<AddTagsInput, AddTagsOutput> = {
  name: "chatbotx.add_tags",
  connection: "chatbotx",
  idempotent: true,
  async run({ tags, ...who }, context) {
    const session = sessionFor(context, addTags.name);
    const contact_id = await contactIdOf(session, who);
    return { contact_id, created: await add(session, contact_id, tags) };
  },
};
