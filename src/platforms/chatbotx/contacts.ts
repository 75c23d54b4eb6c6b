/** Who a step means, and what ChatbotX says of them. */
import { isJsonObject, type JsonObject } from "../../documents/json-object.ts";
import { ActionError } from "../../errors.ts";
import type { FindContactOutput } from "../../generated/chatbotx.ts";
import { isNotFound, unexpectedReply } from "./answer.ts";
import { listOf, textOrNull } from "./json.ts";
import { phoneSpellings } from "./phones.ts";
import type { Session } from "./session.ts";

/** Exactly one of them is there: schemas see to it. */
export interface Who {
  readonly contact_id?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly channel_user_id?: string;
}

/** A contact as the server gives it. */
export type ServerContact = JsonObject & { readonly id: string };

/** The path of calls about a contact. */
export function contactPath(id: string): string {
  return `/v1/contacts/id:${id}`;
}

/** The id of whom a step means; only the id itself is taken without asking. @throws ActionError */
export async function contactIdOf(session: Session, who: Who): Promise<string> {
  return who.contact_id ?? (await findContact(session, who)).id;
}

/** @throws ActionError not_found */
export async function findContact(session: Session, who: Who): Promise<ServerContact> {
  const { contact_id, phone, email, channel_user_id } = who;
  if (contact_id !== undefined) return contactBy(session, "id", contact_id);
  if (channel_user_id !== undefined) return onChannel(session, channel_user_id);
  if (phone !== undefined) return byPhone(session, phone);
  return contactBy(session, "email", email ?? "");
}

/** The same, or undefined where there is nobody. @throws ActionError */
export async function lookForContact(
  session: Session,
  who: Who,
): Promise<ServerContact | undefined> {
  return findContact(session, who).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
}

async function byPhone(session: Session, text: string): Promise<ServerContact> {
  const { e164, national } = phoneSpellings(text, session.settings.phoneRegion);
  if (national === undefined) return contactBy(session, "phone", e164);
  return contactBy(session, "phone", e164).catch((error: unknown) => {
    if (isNotFound(error)) return contactBy(session, "phone", national);
    throw error;
  });
}

async function contactBy(
  session: Session,
  key: "id" | "phone" | "email",
  value: string,
): Promise<ServerContact> {
  return asContact(await session.read(`/v1/contacts/${key}:${encodeURIComponent(value)}`));
}

/** A search finds a channel's user id only as a whole, but names and numbers with it (ran). */
async function onChannel(session: Session, userId: string): Promise<ServerContact> {
  const keyword = encodeURIComponent(userId);
  const page = await session.read(`/v1/contacts?keyword=${keyword}&perPage=100`);
  const found = listOf(page, "data").filter((contact) =>
    listOf(contact, "contactInboxes").some(({ sourceId }) => sourceId === userId),
  );
  const [first, second] = found;
  if (first === undefined)
    throw new ActionError("not_found", "no contact has this channel_user_id", {
      code: "no_such_channel_user",
    });
  if (second !== undefined)
    throw new ActionError("invalid_request", "several contacts have this channel_user_id", {
      code: "ambiguous_contact",
      hint: "take contact_id",
    });
  return asContact(first);
}

/** @throws ActionError unexpected_reply */
export function asContact(value: unknown): ServerContact {
  if (isJsonObject(value) && typeof value["id"] === "string") return value as ServerContact;
  throw unexpectedReply("a contact");
}

/** A contact in our words, with the values of custom fields by name: one more call. @throws ActionError */
export async function describeContact(
  session: Session,
  contact: ServerContact,
): Promise<FindContactOutput> {
  const fields = await session.read(`${contactPath(contact.id)}/custom-fields`);
  return {
    contact_id: contact.id,
    first_name: textOrNull(contact["firstName"]),
    last_name: textOrNull(contact["lastName"]),
    full_name: textOrNull(contact["fullName"]),
    email: textOrNull(contact["email"]),
    phone: textOrNull(contact["phoneNumber"]),
    gender: textOrNull(contact["gender"]),
    timezone: textOrNull(contact["timezone"]),
    blocked: typeof contact["blockedAt"] === "string",
    tags: listOf(contact, "tags").map(({ name }) => String(name)),
    custom_fields: valuesByName(listOf(fields, "data")),
    channels: listOf(contact, "contactInboxes").map((one) => ({
      inbox_id: String(one["inboxId"]),
      inbox: String(isJsonObject(one["inbox"]) ? one["inbox"]["name"] : ""),
      channel: String(one["channel"]),
      channel_user_id: String(one["sourceId"]),
      last_incoming_at: textOrNull(one["lastIncomingMessageAt"]),
    })),
  };
}

/** Names are unique only together with the type (code): nothing is lost. */
function valuesByName(fields: readonly JsonObject[]): Record<string, string> {
  const values = new Map<string, string>();
  for (const { name, type, value } of fields) {
    const isTaken = values.has(String(name));
    values.set(isTaken ? `${String(name)} (${String(type)})` : String(name), String(value));
  }
  return Object.fromEntries(values);
}
