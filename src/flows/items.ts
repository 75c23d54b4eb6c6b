/** Deliveries that bring a list: an entry, and the delivery around it. */
import { isJsonObject } from "../documents/json-object.ts";
import type { SchemaValidator } from "../documents/schema-validator.ts";
import type { DeliveryKind } from "../platforms/deliveries.ts";
import { sampleDelivery } from "./sample-delivery.ts";

/** The list at a path of a body, as `data.items`; undefined where there is none. */
export function listAt(body: unknown, path: string): readonly unknown[] | undefined {
  const list = path.split(".").reduce<unknown>(partOf, body);
  return Array.isArray(list) ? list : undefined;
}

/** The body of a delivery with these entries, and nothing beside them. */
export function aroundEntries(entries: readonly unknown[], path: string): unknown {
  return path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), entries);
}

/** The schema of an entry, where that of the delivery says it. */
function schemaOfEntry(schema: unknown, path: string): unknown {
  const list = path
    .split(".")
    .reduce<unknown>((part, key) => partOf(partOf(part, "properties"), key), schema);
  return partOf(list, "items");
}

/** Checks an entry with the validator of the delivery, so that messages name places in the entry. */
function checkOfEntry(check: SchemaValidator, path: string): SchemaValidator {
  const depth = path.split(".").length + 1;
  return (entry, options) =>
    check(aroundEntries([entry], path), options)
      .filter((mistake) => mistake.path.length >= depth)
      .map((mistake) => ({ ...mistake, path: mistake.path.slice(depth) }));
}

/** A sample whose body is one entry: of a whole delivery the first. */
export function sampleOfEntry(sample: unknown, path: string): unknown {
  if (sample === undefined) return undefined;
  const delivery = sampleDelivery(sample);
  const list = listAt(delivery["body"], path);
  if (list === undefined || list.length === 0) return sample;
  const [body] = list;
  // Alone, an entry with such keys would be taken for a delivery.
  return { ...delivery, body };
}

function partOf(value: unknown, key: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** What is known of an entry, where something is known of the deliveries. */
export function kindOfEntry(kind: DeliveryKind, path: string): DeliveryKind {
  const { body, checkBody, sample } = kind;
  const entry = schemaOfEntry(body, path);
  return {
    ...kind,
    body: isJsonObject(entry) ? entry : undefined,
    checkBody: checkBody && checkOfEntry(checkBody, path),
    sample: sampleOfEntry(sample, path),
  };
}
