import type { TriggerPayload } from "../../journal/records.ts";

/** How the webhook listener named the request that started a run; undefined for other triggers. */
export function requestIdOf(payload: TriggerPayload): string | undefined {
  return "headers" in payload ? payload.headers["x-request-id"] : undefined;
}
