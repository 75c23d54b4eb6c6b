import type { AdminApi } from "../generated/admin-api.ts";

/** A part of a message, as the customer sees it. */
export type MessagePart = AdminApi["MessagePart"];

/** What is sent in words alone. */
export function textPart(text: string): MessagePart {
  return { kind: "text", text };
}

/** What can't be shown outside of the platform: the kind of thing, and its name there. */
export function notePart(what: string, name: string): MessagePart {
  return { kind: "note", text: `${what}: ${name}` };
}
