import { ActionError } from "../../errors.ts";
import { idOf } from "./find-named.ts";
import type { Session } from "./session.ts";

/**
 * The id of the inbox over which something goes: the step's, else the connection's. Without one
 * ChatbotX would take the contact's first channel, and not the one where they wrote last (ran).
 * @throws ActionError
 */
export async function inboxIdFor(session: Session, named: string | undefined): Promise<string> {
  const inbox = named ?? session.settings.inbox;
  if (inbox === undefined)
    throw new ActionError("invalid_request", "nothing says over which inbox it goes", {
      code: "no_inbox",
      hint: `write inbox: in the step, or in connection "${session.settings.name}"`,
    });
  const where = named === undefined ? `inbox of connection "${session.settings.name}"` : "inbox";
  return idOf(session, "inbox", inbox, where);
}
