import { WebhookRejection } from "./webhook-rejection.ts";

/** Fields that a form or a query may have. */
const MOST_FIELDS = 1_000;

/**
 * Reads `a=1&b=2` as a query string or a form sends it. A name that stands several times becomes a
 * list. The result has no prototype, so that a field called `__proto__` is a field. Brackets in a
 * name mean nothing here (form-types.ts).
 * @throws WebhookRejection 413 when there are too many fields, 400 for %-codes that are not UTF-8
 */
export function parseForm(text: string): Record<string, string | string[]> {
  let count = 1;
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", at + 1)) count += 1;
  if (count > MOST_FIELDS) {
    const message = `a form or a query can have at most ${MOST_FIELDS} fields`;
    throw new WebhookRejection(413, "too_many_fields", message);
  }
  const fields: Record<string, string | string[]> = Object.create(null);
  let unreadable = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    unreadable += unreadableIn(name) + unreadableIn(value);
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else fields[name] = [before, value];
  }
  // What stands for bytes that are no UTF-8 may also have been sent itself.
  if (unreadable > (text.match(/\ufffd|%ef%bf%bd/gi)?.length ?? 0))
    throw new WebhookRejection(400, "invalid_encoding", "a form or a query is not UTF-8");
  return fields;
}

function unreadableIn(text: string): number {
  return text.includes("\ufffd") ? text.split("\ufffd").length - 1 : 0;
}
