import type { EndpointName } from "../settings.ts";

/** The calls of the contract; text and dynamic messages come in by one path. */
export type SimulatedEndpoint = Exclude<EndpointName, "send_text" | "send_dynamic"> | "messages";

/** All of them. */
export const ENDPOINTS: readonly SimulatedEndpoint[] = [
  "find_user",
  "find_user_by_phone",
  "add_tags",
  "remove_tags",
  "add_attributes",
  "reset_attributes",
  "messages",
  "send_broadcast",
  "send_broadcast_by_phone",
];
