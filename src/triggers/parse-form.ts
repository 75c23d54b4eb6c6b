import { WebhookRejection } from "./webhook-rejection.ts";

/** Fields that a form or a query may have. */
const MOST_FIELDS = 1_000;

/**
 * Reads `a=1&b=2` as a query string or a form sends it. A name that stands several times becomes a
 * list. The result has no prototype, so that a field called `__proto__` is a field. Brackets in a
 * name mean nothing.
 * @throws WebhookRejection 413 when there are too many fields
 */
export function parseForm(text: string): Record<string, string | string[]> {
  let count = 1;
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", at + 1)) count += 1;
  if (count > MOST_FIELDS) {
    const message = `a form or a query can have at most ${MOST_FIELDS} fields`;
    throw new WebhookRejection(413, "too_many_fields", message);
  }
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else fields[name] = [before, value];
  }
  return fields;
}
