import { setTimeout as delay } from "node:timers/promises";
import { type Call, contactOf, DONE, findContact, ok, readIdentifier } from "../call.ts";
import * as input from "../inputs.ts";
import { notFound, refusedData } from "../refusal.ts";
import { joinInbox } from "../state.ts";
import { contactView } from "../views.ts";
import { type Contact, PROFILE, type Profile } from "../workspace.ts";
import { setValue } from "./fields.ts";

export function getContact(call: Call) {
  return ok(contactView(contactOf(call), call.workspace));
}

/** Makes a contact on a channel: 200, and not 201 (ran). */
export function createContact(call: Call) {
  const { workspace, state, dialect, body } = call;
  const { channel, inboxId, contactId, ...rest } = input.read(input.newContact, body);
  const inbox = workspace.inboxes.get(inboxId);
  if (inbox === undefined) throw notFound("Inbox not found");
  if (inbox.channel !== channel) throw refusedData(dialect, "Channel does not match the inbox");
  const { phoneNumber } = rest;
  if (phoneNumber && !phoneNumber.startsWith("+") && workspace.country === null)
    throw refusedData(dialect, "Invalid phone number");
  const isThere = [...workspace.contacts.values()].some(({ profile, inboxes }) =>
    inboxes.some(
      (one) =>
        one.inboxId === inboxId &&
        (one.sourceId === contactId || (phoneNumber && profile.phoneNumber === phoneNumber)),
    ),
  );
  if (isThere) throw refusedData(dialect, "Contact already exists");
  const contact = workspace.addContact(profileOf(rest), state.now());
  joinInbox(workspace, contact, inboxId, contactId === undefined ? {} : { sourceId: contactId });
  return ok(contactView(contact, workspace));
}

/**
 * Changes a contact or makes one, in two steps that nothing holds together: five at once make five
 * (ran). New ones are put on the first web chat, where nobody is.
 */
export async function upsertContact(call: Call) {
  const { workspace, state, params, body } = call;
  const changes = profileOf(input.read(input.upsertedContact, body));
  const identifier = readIdentifier(params["identifier"] ?? "");
  const known = findContact(workspace, identifier);
  if (known !== undefined) {
    change(call, known, changes);
    return ok(contactView(known, workspace));
  }
  const { by, value } = identifier;
  if (by === "id") throw notFound("Contact not found");
  const chat = [...workspace.inboxes.values()].find(({ channel }) => channel === "webchat");
  if (chat === undefined) throw notFound("Inbox not found");
  await delay(state.upsertGapMs);
  const own = by === "email" ? { email: value } : { phoneNumber: value };
  const contact = workspace.addContact({ ...changes, ...own }, state.now());
  joinInbox(workspace, contact, chat.id, { isReal: false });
  return ok(contactView(contact, workspace));
}

/** Merges texts: parts of the contact, or custom fields by id; what it does not know is ignored (ran). */
export function updateContact(call: Call) {
  const texts = input.read(input.texts, call.body);
  const contact = contactOf(call);
  change(call, contact, profileOf(texts));
  for (const [key, value] of Object.entries(texts)) {
    const field = call.workspace.fields.get(key);
    if (field !== undefined) setValue(call, contact, field, value);
  }
  return DONE;
}

export function deleteContact(call: Call) {
  call.workspace.contacts.delete(contactOf(call).id);
  return DONE;
}

export function blockContact(call: Call) {
  contactOf(call).blockedAt = call.state.now();
  return DONE;
}

export function unblockContact(call: Call) {
  contactOf(call).blockedAt = null;
  return DONE;
}

const GENDERS = ["male", "female", "unknown"];

/** What of a body is a part of a contact; a gender that is none is left out. */
function profileOf(body: Readonly<Record<string, unknown>>): Partial<Profile> {
  const profile: Partial<Profile> = {};
  for (const key of PROFILE) {
    const value = body[key];
    if (typeof value === "string" && (key !== "gender" || GENDERS.includes(value)))
      profile[key] = value;
  }
  return profile;
}

function change({ state }: Call, contact: Contact, changes: Partial<Profile>): void {
  Object.assign(contact.profile, changes);
  contact.updatedAt = state.now();
}
