/** What the control API shows; the wire's names. */

import type { State } from "./state.ts";
import { fullName } from "./views.ts";
import type { Contact, Received, Workspace } from "./workspace.ts";

/** A contact as people want to see it: tags and fields by name. */
export interface ContactView {
  readonly id: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly gender: string | null;
  readonly blocked: boolean;
  readonly tags: readonly string[];
  readonly custom_fields: Readonly<Record<string, string>>;
  readonly inboxes: readonly {
    readonly inbox: string;
    readonly channel: string;
    readonly source_id: string;
    readonly last_incoming_at: string | null;
  }[];
}

/** A contact with all that happened to them. */
export interface ContactReport extends ContactView {
  /** How many things the contact got, also those that `received` no longer has. */
  readonly received_total: number;
  /** The last 10,000, oldest first. */
  readonly received: readonly Received[];
  /** Rows of the conversation, with what became of each. */
  readonly messages: readonly {
    readonly id: string;
    readonly text: string | null;
    readonly sender: string;
    readonly send_error: string | null;
  }[];
}

/** Everything but what was received. */
export interface StateReport {
  /** ISO 8601, by the simulator's clock. */
  readonly now: string;
  readonly open: boolean;
  readonly dialect: string;
  readonly workspaces: Readonly<Record<string, WorkspaceReport>>;
}

/** A workspace without its tokens, which may be real ones. */
export interface WorkspaceReport {
  readonly inboxes: readonly {
    readonly id: string;
    readonly name: string;
    readonly channel: string;
  }[];
  readonly tags: readonly string[];
  readonly custom_fields: readonly { readonly name: string; readonly type: string }[];
  readonly flows: readonly string[];
  readonly webhooks: readonly string[];
  readonly external_webhooks: readonly { readonly event: string; readonly url: string }[];
  readonly contacts: Readonly<Record<string, ContactView>>;
}

export function stateReport(state: State): StateReport {
  const { open, dialect, workspaces } = state;
  return {
    now: new Date(state.now()).toISOString(),
    open,
    dialect,
    workspaces: Object.fromEntries(
      [...workspaces].map(([name, one]) => [name, workspaceReport(one)]),
    ),
  };
}

function workspaceReport(workspace: Workspace): WorkspaceReport {
  const { inboxes, tags, fields, flows, webhooks, externalWebhooks, contacts } = workspace;
  return {
    inboxes: [...inboxes.values()].map(({ id, name, channel }) => ({ id, name, channel })),
    tags: [...tags.values()].map(({ name }) => name),
    custom_fields: [...fields.values()].map(({ name, type }) => ({ name, type })),
    flows: [...flows.values()].map(({ name }) => name),
    webhooks: [...webhooks.values()].map(({ url }) => url),
    external_webhooks: [...externalWebhooks.values()].map(({ event, url }) => ({ event, url })),
    contacts: Object.fromEntries(
      [...contacts].map(([id, one]) => [id, contactView(one, workspace)]),
    ),
  };
}

export function contactReport(contact: Contact, workspace: Workspace): ContactReport {
  const { received, messages } = contact;
  return {
    ...contactView(contact, workspace),
    received_total: received.total,
    received: received.toArray(),
    messages: messages.map(({ id, text, senderType, sendError }) => ({
      id,
      text,
      sender: senderType,
      send_error: sendError,
    })),
  };
}

function contactView(contact: Contact, workspace: Workspace): ContactView {
  const { id, profile, blockedAt, tags, fields, inboxes } = contact;
  return {
    id,
    name: fullName(contact),
    phone: profile.phoneNumber,
    email: profile.email,
    gender: profile.gender,
    blocked: blockedAt !== null,
    tags: [...tags].map((tag) => workspace.tags.get(tag)?.name ?? tag),
    custom_fields: Object.fromEntries(
      [...fields].map(([field, { value }]) => [workspace.fields.get(field)?.name ?? field, value]),
    ),
    inboxes: inboxes.map(({ inboxId, sourceId, lastIncomingAt }) => ({
      inbox: workspace.inboxes.get(inboxId)?.name ?? inboxId,
      channel: workspace.inboxes.get(inboxId)?.channel ?? "",
      source_id: sourceId,
      last_incoming_at: lastIncomingAt === null ? null : new Date(lastIncomingAt).toISOString(),
    })),
  };
}
