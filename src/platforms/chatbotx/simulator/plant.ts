/** Puts a checked seed into a workspace: what is there already by id or name is replaced. */
import { ControlError } from "../../simulator/control-error.ts";
import type { ContactSeed, WorkspaceSeed } from "./seed.ts";
import { joinInbox } from "./state.ts";
import { byIdOrName, byName, type Contact, type Workspace } from "./workspace.ts";

/** @throws ControlError for a name that leads nowhere */
export function plant(workspace: Workspace, seed: WorkspaceSeed, now: number): void {
  const tokens = [
    ...(seed.token === undefined ? [] : [{ token: seed.token }]),
    ...(seed.tokens ?? []),
  ].map(({ token, ...rest }) => ({
    text: token,
    permission: "permission" in rest ? (rest.permission ?? "full") : "full",
    scopes: "scopes" in rest ? (rest.scopes ?? null) : null,
  }));
  if (tokens.length > 0) workspace.tokens = tokens;
  workspace.timezone = seed.timezone ?? workspace.timezone;
  workspace.country = seed.country ?? workspace.country;
  for (const keyword of seed.keywords ?? []) workspace.keywords.add(keyword);
  plantParts(workspace, seed, now);
  for (const contact of seed.contacts ?? []) plantContact(workspace, contact, now);
}

function plantParts(workspace: Workspace, seed: WorkspaceSeed, now: number): void {
  for (const { id, name, channel, source_id, send_error = null } of seed.inboxes ?? []) {
    const of = id ?? byName(workspace.inboxes, name)?.id ?? workspace.nextId();
    const sourceId = source_id ?? `${channel}-${of}`;
    workspace.inboxes.set(of, {
      id: of,
      name,
      channel,
      sourceId,
      createdAt: now,
      sendError: send_error,
    });
  }
  for (const tag of seed.tags ?? []) {
    const { id, name } = typeof tag === "string" ? { id: undefined, name: tag } : tag;
    workspace.addTag(name, now, id ?? byName(workspace.tags, name)?.id);
  }
  for (const { id, name, type, description = null, options = [] } of seed.custom_fields ?? []) {
    const known = [...workspace.fields.values()].find(
      (field) => field.name === name && field.type === type,
    );
    workspace.addField({ name, type, description, options }, id ?? known?.id);
  }
  for (const flow of seed.flows ?? []) {
    const { name, ...more } = typeof flow === "string" ? { name: flow } : flow;
    const { id, active = true, texts = [] } = { id: undefined, ...more };
    workspace.addFlow({ name, active, texts }, id ?? byName(workspace.flows, name)?.id);
  }
}

function plantContact(workspace: Workspace, seed: ContactSeed, now: number): void {
  const contact =
    (seed.id === undefined ? undefined : workspace.contacts.get(seed.id)) ??
    workspace.addContact({}, now, seed.id);
  const { first_name: firstName, last_name: lastName, phone: phoneNumber } = seed;
  const { email, gender, timezone, conversation } = seed;
  const given = { firstName, lastName, phoneNumber, email, gender, timezone };
  for (const [key, value] of Object.entries(given))
    if (value !== undefined) Object.assign(contact.profile, { [key]: value });
  if (typeof conversation === "string") contact.conversationId = conversation;
  if (conversation === false) contact.conversationId = null;
  if (seed.blocked !== undefined) contact.blockedAt = seed.blocked ? now : null;
  if (seed.tags !== undefined) contact.tags.clear();
  for (const name of seed.tags ?? [])
    contact.tags.add((byName(workspace.tags, name) ?? workspace.addTag(name, now)).id);
  for (const [name, value] of Object.entries(seed.custom_fields ?? {})) {
    const field = found(byIdOrName(workspace.fields, name), `custom field "${name}"`);
    contact.fields.set(field.id, { id: workspace.nextId(), value, at: now });
  }
  plantInboxes(workspace, contact, seed);
}

function plantInboxes(workspace: Workspace, contact: Contact, { inboxes = [] }: ContactSeed): void {
  for (const { id, inbox: named, source_id: sourceId, last_incoming_at: last } of inboxes) {
    const inbox = found(byIdOrName(workspace.inboxes, named), `inbox "${named}"`);
    const before = contact.inboxes.findIndex(({ inboxId }) => inboxId === inbox.id);
    if (before !== -1) contact.inboxes.splice(before, 1);
    joinInbox(workspace, contact, inbox.id, {
      ...(id !== undefined && { id }),
      ...(sourceId !== undefined && { sourceId }),
      lastIncomingAt: typeof last === "string" ? Date.parse(last) : null,
    });
  }
}

function found<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new ControlError("invalid", `the workspace has no ${what}`);
  return thing;
}
