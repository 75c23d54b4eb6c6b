import type { FormTypes } from "../flows/compiled-flow.ts";
import { FormConflict, typedForm } from "../flows/typed-form.ts";
import { WebhookRejection } from "./webhook-rejection.ts";

/**
 * The fields of a form with the types that the flow knows.
 * @throws WebhookRejection 400 where names contradict one another
 */
export function withFormTypes(
  fields: Readonly<Record<string, unknown>>,
  types: FormTypes,
): Record<string, unknown> {
  try {
    return typedForm(fields, types);
  } catch (error) {
    if (error instanceof FormConflict) throw new WebhookRejection(400, error.code, error.message);
    throw error;
  }
}
