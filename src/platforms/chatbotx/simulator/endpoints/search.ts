import { type Call, inventContact, ok } from "../call.ts";
import { broken, InvalidInput } from "../refusal.ts";
import { contactView, fullName } from "../views.ts";
import type { Contact } from "../workspace.ts";

const MOST_FOUND = 100;
/** Long as a channel user id: an open simulator has whoever is asked for. */
const CHANNEL_USER = /^\d{10,}$/;

/** Contacts by a part of a name, an address or a number, or exactly a channel user id; newest first. */
export function listContacts({ state, workspace, query }: Call) {
  checkFilter(query);
  const keyword = query.get("keyword") ?? "";
  const all = [...workspace.contacts.values()].toReversed();
  const found = all.filter((contact) => isFound(contact, keyword));
  if (found.length === 0 && state.open && CHANNEL_USER.test(keyword))
    found.push(inventContact(state, workspace, { by: "sourceId", value: keyword }));
  const [page, perPage] = [Number(query.get("page") ?? 1), Number(query.get("perPage") ?? 20)];
  const shown = found.slice((page - 1) * perPage, page * perPage);
  return ok({
    data: shown.map((contact) => contactView(contact, workspace)),
    pageCount: Math.ceil(found.length / perPage),
    totalCount: found.length,
    totalCountCapped: false,
  });
}

function isFound(contact: Contact, keyword: string): boolean {
  const { email, phoneNumber } = contact.profile;
  const wanted = keyword.toLowerCase();
  return (
    [fullName(contact), email, phoneNumber].some((text) => text?.toLowerCase().includes(wanted)) ||
    keyword === "" ||
    contact.inboxes.some(({ sourceId }) => sourceId === keyword)
  );
}

/** Of filters only that they need conditions: nothing here filters. */
function checkFilter(query: URLSearchParams): void {
  const keys = [...query.keys()].filter((key) => key.startsWith("contactFilter["));
  if (keys.length === 0 || keys.some((key) => key.startsWith("contactFilter[conditions]"))) return;
  const path = ["contactFilter", "conditions"];
  const message = "Invalid input: expected array, received undefined";
  throw new InvalidInput([{ expected: "array", code: "invalid_type", path, message }]);
}

/** Contacts that have a value in a field, by the field's id, or in `email` or `phone`. */
export function findByField({ workspace, query }: Call) {
  const [key, value] = [query.get("customFieldId") ?? "", query.get("value") ?? ""];
  if (!/^(\d+|email|phone)$/.test(key)) throw broken();
  const found = [...workspace.contacts.values()].filter(({ profile, fields }) => {
    if (key === "email") return profile.email === value;
    if (key === "phone") return profile.phoneNumber === value;
    return fields.get(key)?.value === value;
  });
  return ok({
    data: found.slice(0, MOST_FOUND).map((contact) => contactView(contact, workspace)),
  });
}
