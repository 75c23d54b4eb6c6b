import { ActionError } from "../../errors.ts";
import { findNamed } from "./find-named.ts";
import { namedOf } from "./json.ts";
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
  return findNamed(namedOf(await session.read("/v1/inboxes?perPage=1000")), inbox, "inbox").id;
}
