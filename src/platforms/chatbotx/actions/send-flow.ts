import type { SendFlowInput, SendFlowOutput } from "../../../generated/chatbotx.ts";
import type { ActionCode } from "../../action.ts";
import { notePart } from "../../preview.ts";
import { contactIdOf, contactPath } from "../contacts.ts";
import { setFields } from "../fields.ts";
import { idOf } from "../find-named.ts";
import { inboxIdFor } from "../inboxes.ts";
import { notThere } from "../messages.ts";
import { retell } from "../retell.ts";
import { sessionFor } from "../session.ts";

/** Starts a flow of ChatbotX; fields are set first. */
export const sendFlow: ActionCode<SendFlowInput, SendFlowOutput> = {
  name: "chatbotx.send_flow",
  connection: "chatbotx",
  preview: ({ flow }) => [notePart("flow", flow)],
  idempotent: false,
  async run({ flow, fields, inbox, ...who }, context) {
    const session = sessionFor(context, sendFlow.name);
    const inbox_id = await inboxIdFor(session, inbox);
    // A flow that does not exist is answered 204 (ran).
    const flow_id = await idOf(session, "flow", flow, "flow");
    const contact_id = await contactIdOf(session, who);
    if (fields !== undefined) await setFields(session, contact_id, fields);
    const body = { flowId: flow_id, inboxId: inbox_id };
    await session
      .write("POST", `${contactPath(contact_id)}/flows`, body)
      .catch((error: unknown) => {
        const done = fields === undefined ? undefined : "the fields are set";
        throw retell(error, { done, hint: notThere(error) });
      });
    return { contact_id, inbox_id, flow_id };
  },
};
