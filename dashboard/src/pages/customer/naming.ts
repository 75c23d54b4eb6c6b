/** What names one person alone, so that all that is kept of them can be erased. */
import type { Customer } from "../../../../src/generated/admin-api.ts";

/** Whether a text can be an id, a phone number or an e-mail address: a name may be that of several people. */
export function isNaming(text: string): boolean {
  const digits = text.replaceAll(/[\s().-]/g, "");
  if (/^\+?\d+$/.test(digits)) return true;
  return !/\s/.test(text) && (/\d/.test(text) || /[^@\s]@[^@\s]/.test(text));
}

/** The ids and phone numbers of people, each once, in the order in which they come. */
export function namingOf(customers: readonly (Customer | null)[]): string[] {
  const found = customers.flatMap((one) => [one?.id, one?.phone]);
  return [
    ...new Set(found.filter((text) => typeof text === "string" && isNaming(text))),
  ] as string[];
}
