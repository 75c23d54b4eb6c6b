/** Texts, and what becomes of them: a 204 says that a text was taken, and nothing more (ran). */
import { setTimeout as delay } from "node:timers/promises";
import { isJsonObject } from "../../documents/json-object.ts";
import { ActionError, type FailureReason } from "../../errors.ts";
import { isNotFound, unexpectedReply } from "./answer.ts";
import { contactPath } from "./contacts.ts";
import { listOf } from "./json.ts";
import type { Session } from "./session.ts";

/** UTF-16 units, as ChatbotX counts (ran). */
export const LONGEST_TEXT = 1_000;
/** Between the first two looks at a message; doubled with each one. */
const FIRST_REST_MS = 50;
const LONGEST_REST_MS = 2_000;

/** What is known of a message. */
export type Delivery = "delivered" | "unconfirmed";

/** @throws ActionError invalid_request */
export function assertText(text: string): void {
  if (text.length > LONGEST_TEXT)
    throw new ActionError("invalid_request", `the text has ${text.length} UTF-16 units`, {
      code: "text_too_long",
      hint: `ChatbotX takes ${LONGEST_TEXT}, and counts an emoji as two: send it as several texts`,
    });
  if (text.trim() === "")
    throw new ActionError("invalid_request", "the text is empty", {
      code: "empty_text",
      hint: "ChatbotX takes no text of blanks alone",
    });
}

/** What a 404 to something that is sent means: ChatbotX does not tell one from the other (ran). */
export function notThere(error: unknown): string | undefined {
  return isNotFound(error)
    ? "there is no such contact, or they are not on this inbox: find_contact shows their channels"
    : undefined;
}

/**
 * The id of a text that was taken: its row is there when the 204 comes (ran). A failure in here
 * must not fail the step, which would send the text again.
 * @returns null where it is not found
 */
export async function sentMessageId(
  session: Session,
  contactId: string,
  text: string,
): Promise<string | null> {
  try {
    const page = await session.read(`${contactPath(contactId)}/messages?perPage=20`);
    const row = listOf(page, "data").find(
      (one) => one["senderType"] === "api" && one["text"] === text.trim(),
    );
    return typeof row?.["id"] === "string" ? row["id"] : null;
  } catch {
    return null;
  }
}

/**
 * What became of a message, asked until something is known or the time is over.
 * @throws ActionError outside_window or user_unavailable when the channel refused it
 */
export async function deliveryOf(
  session: Session,
  contactId: string,
  messageId: string,
  withinMs: number,
): Promise<Delivery> {
  const path = `${contactPath(contactId)}/messages/${encodeURIComponent(messageId)}`;
  const end = performance.now() + withinMs;
  for (let ms = FIRST_REST_MS; ; ms = Math.min(2 * ms, LONGEST_REST_MS)) {
    const row = await session.read(path);
    if (!isJsonObject(row) || row["id"] !== messageId) throw unexpectedReply("the message");
    const { sendError, sourceId } = row;
    if (typeof sendError === "string" && sendError !== "") throw sendFailure(sendError);
    if (typeof sourceId === "string" && sourceId !== "") return "delivered";
    const left = end - performance.now();
    if (left <= 0) return "unconfirmed";
    await rest(session, Math.min(ms, left));
  }
}

/** What a channel says when it refuses: nothing but these texts tells one refusal from another (ran). */
const REFUSALS: readonly (readonly [RegExp, FailureReason, string, string])[] = [
  [
    /7 days after the last incoming|24-hour response window/,
    "outside_window",
    "outside_window",
    "the customer wrote too long ago",
  ],
  [
    /integration auth/,
    "user_unavailable",
    "channel_not_connected",
    "the channel is not connected to its platform",
  ],
];

function sendFailure(sendError: string): ActionError {
  const known = REFUSALS.find(([pattern]) => pattern.test(sendError));
  const [, reason, code, text] = known ?? [
    undefined,
    "user_unavailable" as const,
    "send_error",
    "the channel refused it; ChatbotX shows why in the conversation",
  ];
  return new ActionError(reason, `the message was not delivered: ${text}`, { code });
}

/** Waits, unless the attempt ends first. */
async function rest({ signal }: Session, ms: number): Promise<void> {
  const leaving = new AbortController();
  const stop = () => leaving.abort();
  signal.once("abort", stop);
  await delay(ms, undefined, { signal: leaving.signal }).catch(() => undefined);
  signal.off("abort", stop);
  if (signal.reason !== undefined) throw signal.reason;
}
