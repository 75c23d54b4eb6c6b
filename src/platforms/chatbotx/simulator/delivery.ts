/**
 * What happens after a 204: a message is a row at once, and goes to the customer later, or fails
 * and says so in the row's `sendError` alone. A flow that does not exist leaves nothing at all.
 */
import { ControlError } from "../../simulator/control-error.ts";
import type { State } from "./state.ts";
import { fullName } from "./views.ts";
import {
  byIdOrName,
  type Contact,
  type ContactInbox,
  type Flow,
  type Inbox,
  type Message,
  type Workspace,
} from "./workspace.ts";

const DAY_MS = 24 * 3_600_000;
/** After that Meta takes nothing more, not even with the tag HUMAN_AGENT. */
const LONGEST_MS = 7 * DAY_MS;
const META: Readonly<Record<string, string>> = {
  messenger: "a Messenger",
  instagram: "an Instagram",
};
/** Channels whose messages get no id (code). */
const WITHOUT_IDS = ["zalo", "webchat"];

/** Whom something goes to, and where. */
export interface Recipient {
  readonly workspace: Workspace;
  readonly contact: Contact;
  readonly on: ContactInbox;
}

type Sent = Pick<Message, "text" | "files">;

/** Deliveries that are under way. */
export class Delivery {
  readonly #state: State;
  readonly #waiting = new Map<NodeJS.Timeout, () => void>();

  constructor(state: State) {
    this.#state = state;
  }

  /** Takes a message; the row is there when this returns. */
  send(to: Recipient, sent: Sent, from: { readonly flow?: string } = {}): Message {
    const { workspace, contact, on } = to;
    const now = this.#state.now();
    const message: Message = {
      id: workspace.nextId(),
      at: now,
      updatedAt: now,
      contactInboxId: on.id,
      senderType: from.flow === undefined ? "api" : "bot",
      sourceId: null,
      sendError: null,
      ...sent,
    };
    contact.messages.push(message);
    this.#later(() => this.#deliver(to, message, from.flow));
    return message;
  }

  /** Starts a flow; an unknown one is taken too, and nothing comes of it (ran). */
  startFlow(to: Recipient, flow: Flow | undefined): void {
    if (flow === undefined) return;
    this.#later(() => {
      const inbox = to.workspace.inboxes.get(to.on.inboxId);
      if (inbox === undefined || this.#failure(to, inbox) !== null) return;
      if (flow.texts.length === 0) this.#receive(to, inbox, { flow: flow.name });
      for (const text of flow.texts)
        this.send(to, { text: filled(text, to), files: [] }, { flow: flow.name });
    });
  }

  /** A customer writes, which opens the channel's window. @throws ControlError not_found */
  write(workspace: Workspace | undefined, id: string, text: string, inbox?: string): void {
    const contact = workspace?.contacts.get(id);
    const wanted =
      inbox === undefined ? undefined : workspace && byIdOrName(workspace.inboxes, inbox);
    const on = contact?.inboxes.find(
      ({ inboxId }) => inbox === undefined || inboxId === wanted?.id,
    );
    if (workspace === undefined || contact === undefined || on === undefined)
      throw new ControlError("not_found", "no such workspace, contact or inbox", 404);
    const now = this.#state.now();
    on.lastIncomingAt = now;
    contact.conversationId ??= workspace.nextId();
    contact.messages.push({
      id: workspace.nextId(),
      at: now,
      updatedAt: now,
      contactInboxId: on.id,
      senderType: "contact",
      sourceId: null,
      sendError: null,
      text,
      files: [],
    });
  }

  /** Delivers what is under way, and what comes of it, at once. */
  deliver(): void {
    for (const [timer, deliver] of this.#waiting) {
      clearTimeout(timer);
      this.#waiting.delete(timer);
      deliver();
    }
  }

  /** Forgets what is under way. */
  clear(): void {
    for (const timer of this.#waiting.keys()) clearTimeout(timer);
    this.#waiting.clear();
  }

  #later(deliver: () => void): void {
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      deliver();
    }, this.#state.deliveryMs);
    this.#waiting.set(timer, deliver);
  }

  #deliver(to: Recipient, message: Message, flow: string | undefined): void {
    const inbox = to.workspace.inboxes.get(to.on.inboxId);
    message.updatedAt = this.#state.now();
    message.sendError = inbox === undefined ? "Inbox not found" : this.#failure(to, inbox);
    if (inbox === undefined || message.sendError !== null) return;
    if (!WITHOUT_IDS.includes(inbox.channel)) message.sourceId = `m_${message.id}`;
    const { text, files } = message;
    this.#receive(to, inbox, {
      ...(text !== null && { text }),
      ...(files.length > 0 && { files: files.map(({ name }) => name) }),
      ...(flow !== undefined && { flow }),
    });
  }

  #failure({ on }: Recipient, inbox: Inbox): string | null {
    if (inbox.sendError !== null) return inbox.sendError;
    const channel = META[inbox.channel];
    const last = on.lastIncomingAt;
    if (channel === undefined || last === null || this.#state.now() - last <= LONGEST_MS)
      return null;
    return `Cannot send ${channel} inbox message more than 7 days after the last incoming message`;
  }

  /** A delivered message unblocks a contact (code). */
  #receive({ contact, on }: Recipient, { name, channel }: Inbox, what: object): void {
    contact.blockedAt = null;
    if (!on.isReal) return;
    contact.received.push({
      at: new Date(this.#state.now()).toISOString(),
      inbox: name,
      channel,
      ...what,
    });
  }
}

/** Puts a contact's values into a flow's text; what is not set is empty. */
function filled(text: string, { workspace, contact }: Recipient): string {
  const { firstName, lastName, email, phoneNumber } = contact.profile;
  const values = new Map<string, string | null>([
    ["first_name", firstName],
    ["last_name", lastName],
    ["full_name", fullName(contact)],
    ["email", email],
    ["phone", phoneNumber],
  ]);
  for (const [id, { value }] of contact.fields)
    values.set(workspace.fields.get(id)?.name ?? id, value);
  return text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (_, name: string) => values.get(name) ?? "");
}
