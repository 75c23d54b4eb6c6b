/** What the API shows of what there is, in the server's names. */
import type { Contact, ContactInbox, Field, Inbox, Message, Workspace } from "./workspace.ts";

const iso = (time: number): string => new Date(time).toISOString();

const isoOrNull = (time: number | null): string | null => (time === null ? null : iso(time));

/** A row's times. */
function times(created: number, updated: number = created): object {
  return { createdAt: iso(created), updatedAt: iso(updated) };
}

/** `First Last`, or null for neither. */
export function fullName({ profile }: Contact): string | null {
  const names = [profile.firstName, profile.lastName].filter((name) => name);
  return names.length === 0 ? null : names.join(" ");
}

/** A contact without what hangs on it. */
function bareView(contact: Contact, workspace: Workspace): object {
  const { profile } = contact;
  return {
    id: contact.id,
    ...times(contact.createdAt, contact.updatedAt),
    avatar: profile.avatar,
    phoneNumber: profile.phoneNumber,
    email: profile.email,
    emailVerified: false,
    emailOptIn: true,
    firstName: profile.firstName,
    lastName: profile.lastName,
    fullName: fullName(contact),
    gender: profile.gender,
    lastReadAt: null,
    ref: null,
    country: null,
    state: null,
    city: null,
    location: null,
    locale: null,
    timezone: profile.timezone,
    subscribedAt: null,
    broadcastSubscribedAt: null,
    blockedAt: isoOrNull(contact.blockedAt),
    workspaceId: workspace.id,
  };
}

/** A contact as most calls give it: fields by id, tags and channels in full. */
export function contactView(contact: Contact, workspace: Workspace): object {
  return {
    ...bareView(contact, workspace),
    contactCustomFields: [...contact.fields].map(([customFieldId, { id, value, at }]) => ({
      id,
      ...times(at),
      value,
      contactId: contact.id,
      customFieldId,
    })),
    tags: [...contact.tags].flatMap((id) => {
      const tag = workspace.tags.get(id);
      if (tag === undefined) return [];
      const { name, createdAt } = tag;
      return {
        id,
        ...times(createdAt),
        name,
        deletedAt: null,
        folderId: null,
        workspaceId: workspace.id,
      };
    }),
    contactInboxes: contact.inboxes.map((one) => contactInboxView(contact, one, workspace)),
    conversation: conversationView(contact, workspace),
  };
}

function contactInboxView(contact: Contact, one: ContactInbox, workspace: Workspace): object {
  const inbox = workspace.inboxes.get(one.inboxId);
  return {
    id: one.id,
    contactId: contact.id,
    inboxId: one.inboxId,
    channel: inbox?.channel,
    source: one.source,
    sourceId: one.sourceId,
    language: null,
    lastIncomingMessageAt: isoOrNull(one.lastIncomingAt),
    contactLastReadAt: null,
    inbox: inbox && {
      id: inbox.id,
      ...times(inbox.createdAt),
      name: inbox.name,
      channel: inbox.channel,
      sourceId: inbox.sourceId,
      workspaceId: workspace.id,
      status: "connected",
    },
  };
}

function conversationView({ id, conversationId, createdAt }: Contact, workspace: Workspace) {
  if (conversationId === null) return null;
  return {
    id: conversationId,
    ...times(createdAt),
    botEnabled: true,
    archivedAt: null,
    followed: false,
    assignedUserId: null,
    workspaceId: workspace.id,
    contactId: id,
  };
}

export function fieldView({ id, name, type, description }: Field): object {
  return { id, name, type, description };
}

/** A field with its value, as calls about one contact give it. */
export function valueView(field: Field, value: string): object {
  return { ...fieldView(field), value };
}

export function inboxView({ id, name, channel }: Inbox): object {
  return { id, name, channel, status: "connected" };
}

export function messageView(message: Message, contact: Contact, workspace: Workspace): object {
  return {
    id: message.id,
    ...times(message.at, message.updatedAt),
    conversationId: contact.conversationId,
    contactInboxId: message.contactInboxId,
    workspaceId: workspace.id,
    text: message.text,
    contentAttributes: null,
    messageType: message.senderType === "contact" ? "incoming" : "outgoing",
    contentType: "text",
    senderType: message.senderType,
    senderId: null,
    sourceId: message.sourceId,
    deletedAt: null,
    type: "message",
    parentId: null,
    attributes: null,
    sendError: message.sendError,
    attachments: message.files.map(({ name, type, size }) => ({ name, mimeType: type, size })),
  };
}
