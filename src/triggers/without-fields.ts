import { isJsonObject } from "../documents/json-object.ts";

/** A body without some of its fields. @param fields each as `data.mac`, or as a form names it: `data[mac]` */
export function withoutFields(body: unknown, fields: readonly string[]): unknown {
  return fields.reduce(
    (rest, field) => without(without(rest, field.split(".")), namesOf(field)),
    body,
  );
}

function without(value: unknown, [name = "", ...inner]: readonly string[]): unknown {
  if (!isJsonObject(value) || !Object.hasOwn(value, name)) return value;
  const entries = Object.entries(value).flatMap(([key, part]) =>
    key !== name ? [[key, part]] : inner.length === 0 ? [] : [[key, without(part, inner)]],
  );
  return Object.fromEntries(entries);
}

function namesOf(field: string): readonly string[] {
  return field.replaceAll("]", "").split("[");
}
