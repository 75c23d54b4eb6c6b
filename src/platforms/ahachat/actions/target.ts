import type { Target } from "../client.ts";
import { normalizePhone } from "../phone.ts";

/**
 * Whom an input with exactly one of `user_id` and `phone` means.
 * @throws ActionError invalid_request when the phone is none
 */
export function targetOf(input: { readonly user_id?: string; readonly phone?: string }): Target {
  return input.user_id === undefined
    ? { phone: normalizePhone(input.phone ?? "") }
    : { user_id: input.user_id };
}
