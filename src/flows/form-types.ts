import { isJsonObject } from "../documents/json-object.ts";
import type { FormTypes } from "./compiled-flow.ts";
import { sampleDelivery } from "./sample-delivery.ts";
import { FormConflict, typedForm } from "./typed-form.ts";

/** Which fields of the body are lists and objects: what the schema says, else what the sample has. */
export function formTypes(schema: unknown, sample: unknown): FormTypes {
  const { properties } = asObject(schema);
  const { body } = sample === undefined ? {} : sampleDelivery(sample);
  const seen = Array.isArray(body) ? [] : Object.entries(asObject(body));
  const types = new Map<string, "list" | "object">();
  for (const [name, value] of seen)
    if (Array.isArray(value)) types.set(name, "list");
    else if (typeof value === "object" && value !== null) types.set(name, "object");
  for (const [name, property] of Object.entries(asObject(properties))) {
    const wanted = [asObject(property)["type"]].flat();
    if (wanted[0] === undefined) continue;
    types.delete(name);
    if (wanted.includes("string")) continue;
    if (wanted.includes("array")) types.set(name, "list");
    else if (wanted.includes("object")) types.set(name, "object");
  }
  return types;
}

/** A sample as the webhook reads it: of a form, one text for a list is a list of it, and brackets are parts. */
export function sampleOfForm(schema: unknown, sample: unknown): unknown {
  const delivery = sampleDelivery(sample);
  const { body, headers } = delivery;
  if (!isFormSent(headers) || !isJsonObject(body)) return sample;
  try {
    return { ...delivery, body: { ...typedForm(body, formTypes(schema, sample)) } };
  } catch (error) {
    if (error instanceof FormConflict) return sample;
    throw error;
  }
}

/** Whether the headers of a delivery say that its body is a form. */
export function isFormSent(headers: unknown): boolean {
  return Object.entries(asObject(headers)).some(
    ([name, value]) =>
      /^content-type$/i.test(name) && /^application\/x-www-form/i.test(String(value)),
  );
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
