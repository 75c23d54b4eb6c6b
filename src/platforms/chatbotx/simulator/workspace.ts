import { Recent } from "../../simulator/recent.ts";

/** The types of custom fields; the last two are of the later server. */
export const FIELD_TYPES = [
  "shortText",
  "email",
  "phoneNumber",
  "number",
  "date",
  "datetime",
  "boolean",
  "longText",
  "select",
  "multiSelect",
] as const;

/** One of them. */
export type FieldType = (typeof FIELD_TYPES)[number];

export interface Token {
  readonly text: string;
  /** `read_only` refuses every write; of the later server. */
  readonly permission: "full" | "read_only";
  readonly scopes: readonly string[] | null;
}

/** A channel of the workspace. */
export interface Inbox {
  readonly id: string;
  readonly name: string;
  readonly channel: string;
  readonly sourceId: string;
  readonly createdAt: number;
  /** What every delivery over it ends with, when it fails. */
  sendError: string | null;
}

export interface Tag {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface Field {
  readonly id: string;
  readonly name: string;
  readonly type: FieldType;
  readonly description: string | null;
  /** Of `select` and `multiSelect`. */
  readonly options: readonly string[];
}

export interface Flow {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  /** Texts that it sends, `{{field}}` filled in. */
  readonly texts: readonly string[];
}

/** A contact on one channel. */
export interface ContactInbox {
  readonly id: string;
  readonly inboxId: string;
  /** The channel user id: of Messenger, the page-scoped id. */
  readonly sourceId: string;
  readonly source: string;
  /** Milliseconds since 1970; null for a customer who never wrote. */
  lastIncomingAt: number | null;
  /** False where nobody is behind it: people who were made by an upsert. */
  readonly isReal: boolean;
}

export interface FieldValue {
  readonly id: string;
  readonly value: string;
  readonly at: number;
}

/** A row of a conversation. */
export interface Message {
  readonly id: string;
  readonly at: number;
  updatedAt: number;
  readonly contactInboxId: string;
  readonly text: string | null;
  readonly files: readonly {
    readonly name: string;
    readonly type: string;
    readonly size: number;
  }[];
  readonly senderType: "api" | "bot" | "contact";
  sourceId: string | null;
  sendError: string | null;
}

/** One thing that a customer got; the wire's names. */
export interface Received {
  /** ISO 8601, by the simulator's clock. */
  readonly at: string;
  /** Name of the inbox. */
  readonly inbox: string;
  readonly channel: string;
  readonly text?: string;
  readonly files?: readonly string[];
  /** Name of the flow that was started, or that sent the text. */
  readonly flow?: string;
}

/** The parts of a contact that calls write as they stand. */
export const PROFILE = [
  "firstName",
  "lastName",
  "email",
  "phoneNumber",
  "gender",
  "avatar",
  "timezone",
] as const;

export type Profile = Record<(typeof PROFILE)[number], string | null>;

export interface Contact {
  readonly id: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly profile: Profile;
  /** Ids of tags. */
  readonly tags: Set<string>;
  /** By the field's id. */
  readonly fields: Map<string, FieldValue>;
  readonly inboxes: ContactInbox[];
  conversationId: string | null;
  blockedAt: number | null;
  readonly messages: Message[];
  readonly received: Recent<Received>;
}

export interface Webhook {
  readonly id: string;
  readonly createdAt: number;
  readonly name: string;
  readonly url: string;
  readonly conditions: readonly unknown[];
}

export interface ExternalWebhook {
  readonly id: string;
  readonly provider: string;
  readonly event: string;
  readonly url: string;
}

const RECEIVED_KEPT = 10_000;

/** Everything that belongs to one customer of ChatbotX's, and that its token reaches. */
export class Workspace {
  readonly id: string;
  /** As seeds and the control API name it. */
  readonly name: string;
  readonly createdAt: number;
  tokens: readonly Token[] = [];
  timezone = "Asia/Ho_Chi_Minh";
  /** Where a telephone number without a country is from; null: such a number is refused. */
  country: string | null = null;
  readonly inboxes = new Map<string, Inbox>();
  readonly tags = new Map<string, Tag>();
  readonly fields = new Map<string, Field>();
  readonly flows = new Map<string, Flow>();
  readonly contacts = new Map<string, Contact>();
  readonly keywords = new Set<string>();
  readonly webhooks = new Map<string, Webhook>();
  readonly externalWebhooks = new Map<string, ExternalWebhook>();
  readonly #nextId: () => string;

  /** @param nextId gives an id that nothing else has */
  constructor(name: string, nextId: () => string, now: number) {
    this.id = nextId();
    this.name = name;
    this.createdAt = now;
    this.#nextId = nextId;
  }

  nextId(): string {
    return this.#nextId();
  }

  addTag(name: string, now: number, id: string = this.nextId()): Tag {
    const tag = { id, name, createdAt: now };
    this.tags.set(id, tag);
    return tag;
  }

  addField(field: Omit<Field, "id">, id: string = this.nextId()): Field {
    const made = { id, ...field };
    this.fields.set(id, made);
    return made;
  }

  addFlow(flow: Omit<Flow, "id">, id: string = this.nextId()): Flow {
    const made = { id, ...flow };
    this.flows.set(id, made);
    return made;
  }

  /** A contact with a conversation, on no channel yet. */
  addContact(profile: Partial<Profile>, now: number, id: string = this.nextId()): Contact {
    const empty = Object.fromEntries(PROFILE.map((key) => [key, null])) as Profile;
    const contact: Contact = {
      id,
      createdAt: now,
      updatedAt: now,
      profile: { ...empty, ...profile },
      tags: new Set(),
      fields: new Map(),
      inboxes: [],
      conversationId: this.nextId(),
      blockedAt: null,
      messages: [],
      received: new Recent(RECEIVED_KEPT),
    };
    this.contacts.set(id, contact);
    return contact;
  }
}

/** By id, else by name, as the server's lookups do (code): a tag named `123` is looked up as an id first. */
export function byIdOrName<Thing extends { readonly name: string }>(
  things: ReadonlyMap<string, Thing>,
  idOrName: string,
): Thing | undefined {
  return things.get(idOrName) ?? byName(things, idOrName);
}

/** The first of that name, to the letter. */
export function byName<Thing extends { readonly name: string }>(
  things: ReadonlyMap<string, Thing>,
  name: string,
): Thing | undefined {
  return [...things.values()].find((thing) => thing.name === name);
}
