import { type Call, contactOf, created, DONE, ok } from "../call.ts";
import type { Recipient } from "../delivery.ts";
import * as input from "../inputs.ts";
import { notFound } from "../refusal.ts";
import { joinInbox } from "../state.ts";
import { messageView } from "../views.ts";
import type { Contact, Message } from "../workspace.ts";
import { number } from "./tags.ts";

const PAGE = 20;

/** Sends a text or files, or starts a flow: 204, whatever becomes of it (ran). */
export function sendMessage(call: Call) {
  const body = input.read(input.message, call.body);
  send(call, recipientOf(call, contactOf(call), body.inboxId), body);
  return DONE;
}

/** The later server's way, which answers with the message. */
export function sendInConversation(call: Call) {
  const body = input.read(input.message, call.body);
  const contact = [...call.workspace.contacts.values()].find(
    ({ conversationId }) => conversationId === call.params["id"],
  );
  if (contact === undefined) throw notFound("Conversation not found");
  const message = send(call, recipientOf(call, contact, body.inboxId), body);
  return created(
    message === undefined ? { id: null } : messageView(message, contact, call.workspace),
  );
}

function send(
  { delivery, workspace }: Call,
  to: Recipient,
  body: ReturnType<typeof input.read<typeof input.message>>,
): Message | undefined {
  if ("flowId" in body) {
    delivery.startFlow(to, activeFlow(workspace.flows.get(number(body.flowId))));
    return undefined;
  }
  const files = "files" in body ? body.files : [];
  return delivery.send(to, {
    text: "text" in body ? body.text : null,
    files: files.map(({ name, type, size }) => ({ name, type, size })),
  });
}

/** Starts a flow; one that does not exist is no error (ran). */
export function sendFlow(call: Call) {
  const { flowId, inboxId } = input.read(input.flow, call.body);
  const to = recipientOf(call, contactOf(call), inboxId);
  call.delivery.startFlow(to, activeFlow(call.workspace.flows.get(number(flowId))));
  return DONE;
}

function activeFlow<Flow extends { readonly active: boolean }>(flow: Flow | undefined) {
  return flow?.active === true ? flow : undefined;
}

export function triggerAutoReply(call: Call) {
  const { keyword, inboxId } = input.read(input.keyword, call.body);
  const to = recipientOf(call, contactOf(call), inboxId);
  if (!call.workspace.keywords.has(keyword))
    throw notFound("No automated response found for this keyword");
  call.delivery.send(to, { text: keyword, files: [] }, { flow: keyword });
  return DONE;
}

/** Newest first. */
export function listMessages(call: Call) {
  const { workspace, query } = call;
  const contact = contactOf(call);
  if (contact.conversationId === null) throw notFound("Conversation not found");
  const cursor = query.get("cursor");
  const newest = contact.messages.toReversed();
  const start = cursor === null ? 0 : newest.findIndex(({ id }) => id === cursor) + 1;
  const perPage = Number(query.get("perPage") ?? PAGE);
  const page = newest.slice(start, start + perPage);
  const hasMore = newest.length > start + perPage;
  return ok({
    data: page.map((message) => messageView(message, contact, workspace)),
    nextCursor: hasMore ? (page.at(-1)?.id ?? null) : null,
    prevCursor: null,
  });
}

export function getMessage(call: Call) {
  const contact = contactOf(call);
  const message = contact.messages.find(({ id }) => id === call.params["messageId"]);
  if (message === undefined) throw notFound("Message not found");
  return ok(messageView(message, contact, call.workspace));
}

/**
 * Where a message goes: without an inbox to the contact's first channel, and not to the one where
 * the customer wrote last (ran).
 * @throws Refusal notFound
 */
function recipientOf(call: Call, contact: Contact, inboxId: string | undefined): Recipient {
  const { state, workspace } = call;
  const isOn = (one: { readonly inboxId: string }) =>
    inboxId === undefined || one.inboxId === inboxId;
  if (
    state.open &&
    inboxId !== undefined &&
    workspace.inboxes.has(inboxId) &&
    !contact.inboxes.some(isOn)
  )
    joinInbox(workspace, contact, inboxId, { lastIncomingAt: state.now() });
  const on = contact.inboxes.find(isOn);
  if (contact.conversationId === null || on === undefined) throw notFound("Conversation not found");
  return { workspace, contact, on };
}
