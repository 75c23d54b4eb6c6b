/** What Watch Events can watch: events by the names with which they come, and as the API wants them. */
import type { EventRegistration } from "../../generated/chatbotx.ts";
import { idOf, type Kind } from "./find-named.ts";
import type { Session } from "./session.ts";

/** The API's names (ran); those that are told apart by something say what their `sourceId` is. */
const TYPES: Readonly<Record<string, { readonly type: string; readonly kind?: Kind }>> = {
  new_contact: { type: "newContact" },
  conversation_transferred_to_human: { type: "conversationTransferredToHuman" },
  conversation_transferred_to_bot: { type: "conversationTransferredToBot" },
  conversation_archived: { type: "archived" },
  marked_as_follow_up: { type: "followUp" },
  conversation_assigned: { type: "conversationAssigned" },
  conversation_unassigned: { type: "conversationUnassigned" },
  contact_unsubscribed: { type: "contactUnsubscribedFormBroadcast" },
  tag_applied: { type: "tagApplied", kind: "tag" },
  tag_removed: { type: "tagRemoved", kind: "tag" },
  custom_field_changed: { type: "customFieldValueChanged", kind: "custom field" },
  contact_info_updated: { type: "contactInfoUpdated" },
  subscribed_to_sequence: { type: "subscribedToSequence" },
  unsubscribed_from_sequence: { type: "unsubscribedFromSequence" },
};

/** One thing that is watched: an event, and what it is about. */
interface Watched {
  readonly name: string;
  readonly about?: string;
  /** Where it stands in the flow. */
  readonly where: string;
}

/** What `watch` asks for, always in one order. */
export function watchedOf(watch: EventRegistration["watch"]): Watched[] {
  return Object.keys(TYPES).flatMap((name): Watched[] => {
    const given = watch[name as keyof typeof watch];
    const where = `register.watch.${name}`;
    if (given === undefined) return [];
    if (given === true) return [{ name, where }];
    return given.map((about, at) => ({ name, about, where: `${where}[${at}]` }));
  });
}

/** One of them, for people. */
export function watchedText({ name, about }: Watched): string {
  return about === undefined ? name : `${name} "${about}"`;
}

/** As the API takes it. @throws ActionError for a tag or a field that there is not */
export async function conditionOf(
  session: Session,
  { name, about, where }: Watched,
): Promise<object> {
  const { type, kind } = TYPES[name] ?? { type: name };
  if (about === undefined) return { type };
  const sourceId = kind === undefined ? about : await idOf(session, kind, about, where);
  // Without an operator and a value the server takes no field (ran).
  return { type, sourceId, ...(kind === "custom field" && { operator: "isNotEmpty", value: "" }) };
}
