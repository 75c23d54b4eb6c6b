import { fitsPlainly } from "../documents/fits-plainly.ts";
import { isJsonObject } from "../documents/json-object.ts";
import type { SchemaMistake } from "../documents/schema-mistake.ts";
import { shippedValidator } from "../documents/schema-validator.ts";

/** The parts of a delivery; a file with only such keys is a delivery, any other is a body. */
const PARTS = new Set(["method", "path", "headers", "query", "params", "body", "received_at"]);

const TEXTS = { type: "object", additionalProperties: { type: "string" } };

/** What templates rely on; a name that stands several times in a query is a list (parse-form.ts). */
const DELIVERY = {
  type: "object",
  properties: {
    method: { type: "string" },
    path: { type: "string" },
    headers: TEXTS,
    query: {
      type: "object",
      additionalProperties: { type: ["string", "array"], items: { type: "string" } },
    },
    params: TEXTS,
    received_at: { type: "string", format: "date-time" },
  },
};

const check = shippedValidator(DELIVERY);

/**
 * The parts of a sample: a delivery with its headers and query, or a body alone. `{"query": "áo"}` is the body of
 * somebody who searches: a delivery's query is a map.
 */
export function sampleDelivery(content: unknown): Readonly<Record<string, unknown>> {
  const isDelivery =
    isJsonObject(content) &&
    Object.keys(content).every((key) => PARTS.has(key)) &&
    ("body" in content || isJsonObject(content["query"]));
  return isDelivery ? content : { body: content };
}

/** What of a delivery that somebody wrote can't have come so: a number in its query, a time without a zone. */
export function deliveryMistakes(parts: unknown): SchemaMistake[] {
  return fitsPlainly(DELIVERY, parts) ? [] : check(parts);
}
