/** Puts a checked seed into a workspace: what is there already by id or name is replaced. */
import { ControlError } from "../../simulator/control-error.ts";
import type { ContactSeed, FlowSeed, TokenSeed, WorkspaceSeed } from "./seed.ts";
import { joinInbox } from "./state.ts";
import { byIdOrName, byName, type Contact, type Workspace } from "./workspace.ts";

/**
 * Whether every name of a seed leads somewhere, in it or in what is there.
 * @throws ControlError
 */
export function checkNames(workspace: Workspace | undefined, seed: WorkspaceSeed): void {
  const inboxes = names(workspace?.inboxes, seed.inboxes);
  const fields = names(workspace?.fields, seed.custom_fields);
  for (const contact of seed.contacts ?? []) {
    for (const { inbox } of contact.inboxes ?? []) need(inboxes, inbox, "inbox");
    for (const name of Object.keys(contact.custom_fields ?? {})) need(fields, name, "custom field");
  }
}

function need(known: ReadonlySet<string>, name: string, kind: string): void {
  if (!known.has(name)) throw new ControlError("invalid", `the workspace has no ${kind} "${name}"`);
}

function names(
  known: ReadonlyMap<string, { readonly name: string }> = new Map(),
  seeded: readonly { readonly id?: string | undefined; readonly name: string }[] = [],
): Set<string> {
  const all = [...[...known].map(([id, { name }]) => ({ id, name })), ...seeded];
  return new Set(all.flatMap(({ id = "", name }) => [id, name]));
}

/** Puts a seed whose names are checked into a workspace. */
export function plant(workspace: Workspace, seed: WorkspaceSeed, now: number): void {
  const own: TokenSeed[] = seed.token === undefined ? [] : [{ token: seed.token }];
  const tokens = [...own, ...(seed.tokens ?? [])];
  if (tokens.length > 0)
    workspace.tokens = tokens.map(({ token, permission = "full", scopes = null }) => ({
      text: token,
      permission,
      scopes,
    }));
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
    const { id, name }: { id?: string; name: string } =
      typeof tag === "string" ? { name: tag } : tag;
    workspace.addTag(name, now, id ?? byName(workspace.tags, name)?.id);
  }
  for (const { id, name, type, description = null, options = [] } of seed.custom_fields ?? []) {
    const known = [...workspace.fields.values()].find(
      (field) => field.name === name && field.type === type,
    );
    workspace.addField({ name, type, description, options }, id ?? known?.id);
  }
  for (const flow of seed.flows ?? []) {
    const seeded: FlowSeed = typeof flow === "string" ? { name: flow } : flow;
    const { id, name, active = true, texts = [] } = seeded;
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
    const field = found(byIdOrName(workspace.fields, name));
    contact.fields.set(field.id, { id: workspace.nextId(), value, at: now });
  }
  plantInboxes(workspace, contact, seed);
}

function plantInboxes(workspace: Workspace, contact: Contact, { inboxes = [] }: ContactSeed): void {
  for (const { id, inbox: named, source_id: sourceId, last_incoming_at: last } of inboxes) {
    const inbox = found(byIdOrName(workspace.inboxes, named));
    const before = contact.inboxes.findIndex(({ inboxId }) => inboxId === inbox.id);
    if (before !== -1) contact.inboxes.splice(before, 1);
    joinInbox(workspace, contact, inbox.id, {
      ...(id !== undefined && { id }),
      ...(sourceId !== undefined && { sourceId }),
      lastIncomingAt: typeof last === "string" ? Date.parse(last) : null,
    });
  }
}

function found<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new TypeError("the names of the seed were not checked");
  return thing;
}
