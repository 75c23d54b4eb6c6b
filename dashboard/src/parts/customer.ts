import type { Customer } from "../../../src/generated/admin-api.ts";

/** What a person is called in a list: the name, else the phone, else the id. */
export function customerName(customer: Customer | null): string | undefined {
  return customer?.name ?? customer?.phone ?? customer?.id ?? undefined;
}

/** Where all is shown that happened to a person: by what names them surest. */
export function customerAddress(customer: Customer | null): string {
  const q = customer?.id ?? customer?.phone ?? customer?.name ?? "";
  return `/customer?q=${encodeURIComponent(q)}`;
}
