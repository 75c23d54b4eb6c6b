import type { Reply } from "../../simulator/answer.ts";
import { inventProfile } from "../../simulator/invented-profile.ts";
import type { Delivery } from "./delivery.ts";
import type { Dialect } from "./dialect.ts";
import { notFound } from "./refusal.ts";
import { joinInbox, type State } from "./state.ts";
import { byIdOrName, type Contact, type Token, type Workspace } from "./workspace.ts";

/** One call of the API, after its token was accepted. */
export interface Call {
  readonly state: State;
  readonly delivery: Delivery;
  readonly workspace: Workspace;
  readonly token: Token;
  readonly dialect: Dialect;
  /** Parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** What a call does, and its answer. @throws Refusal, InvalidInput */
export type Handler = (call: Call) => Reply | Promise<Reply>;

/** What most writes answer. */
export const DONE: Reply = { status: 204 };

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });

const PREFIXES = ["id", "email", "phone"] as const;

/** How a path names a contact. */
export interface Identifier {
  readonly by: (typeof PREFIXES)[number];
  readonly value: string;
}

/** @throws Refusal notFound */
export function readIdentifier(text: string): Identifier {
  const colon = text.indexOf(":");
  if (colon === -1) throw notFound("Invalid identifier format");
  const by = PREFIXES.find((prefix) => prefix === text.slice(0, colon));
  if (by === undefined)
    throw notFound("Invalid identifier format. Use id:, email:, or phone: prefix");
  return { by, value: text.slice(colon + 1) };
}

/** The contact by exact text, or undefined: nothing normalises a number or an address (ran). */
export function findContact(workspace: Workspace, { by, value }: Identifier): Contact | undefined {
  if (by === "id") return workspace.contacts.get(value);
  const key = by === "email" ? "email" : "phoneNumber";
  return [...workspace.contacts.values()].find(({ profile }) => profile[key] === value);
}

/** The contact that a path names. @throws Refusal notFound */
export function contactOf({ state, workspace, params }: Call): Contact {
  const identifier = readIdentifier(params["identifier"] ?? "");
  const contact = findContact(workspace, identifier);
  if (contact !== undefined) return contact;
  if (!state.open) throw notFound("Contact not found");
  return inventContact(state, workspace, identifier);
}

/**
 * The name that an open simulator is asked for and does not have: it is made then. A closed one does
 * as the server, which ignores it.
 */
export function newName(
  { state, query }: Call,
  things: ReadonlyMap<string, { readonly name: string }>,
): string | undefined {
  const keyword = query.get("keyword");
  if (!state.open || keyword === null || keyword === "") return undefined;
  return byIdOrName(things, keyword) === undefined ? keyword : undefined;
}

/** A made-up customer of an open simulator, who has just written on the first channel. */
export function inventContact(
  state: State,
  workspace: Workspace,
  { by, value }: Identifier | { readonly by: "sourceId"; readonly value: string },
): Contact {
  const { first_name: firstName, last_name: lastName, gender } = inventProfile(value);
  const profile = {
    firstName,
    lastName,
    gender,
    ...(by === "email" && { email: value }),
    ...(by === "phone" && { phoneNumber: value }),
  };
  const now = state.now();
  const contact = workspace.addContact(profile, now, by === "id" ? value : workspace.nextId());
  const inboxes = [...workspace.inboxes.values()];
  const inbox = inboxes.find(({ channel }) => channel !== "webchat") ?? inboxes[0];
  if (inbox !== undefined)
    joinInbox(workspace, contact, inbox.id, {
      sourceId: by === "sourceId" ? value : `2${contact.id}`,
      lastIncomingAt: now,
    });
  return contact;
}
