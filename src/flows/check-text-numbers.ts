/** Numbers that a schema demands and the sender sends as text: every delivery would be refused. */
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { platforms } from "../platforms/registry.ts";
import { isFormSent } from "./form-types.ts";
import { problemAt } from "./parse-flow.ts";
import { sampleDelivery } from "./sample-delivery.ts";

const senders = platforms.flatMap(({ webhooks }) => webhooks?.asText ?? []);

/** The types that are more than text, and the texts that stand for their values. */
const WRITTEN: Readonly<Record<string, RegExp>> = {
  number: /^\s*-?\d+(\.\d+)?\s*$/,
  integer: /^\s*-?\d+\s*$/,
  boolean: /^(true|false)$/,
};

export interface SampledSchema {
  readonly schema: unknown;
  readonly sample: unknown;
  /** Where the schema stands in the flow. */
  readonly at: ValuePath;
  /** Whether it stands there itself, and not in a file beside. */
  readonly isInline: boolean;
}

/** Warns where the sample has in quotes, or in a form, what the schema wants as a number or boolean. */
export function checkTextNumbers(document: YamlDocument, trigger: SampledSchema): Problem[] {
  if (trigger.sample === undefined) return [];
  const { body, headers } = sampleDelivery(trigger.sample);
  const isForm = isFormSent(headers);
  return misfits(trigger.schema, body, isForm, []).map(({ path, types }) => {
    const name = ["body", ...path.filter((part) => part !== "properties")].join(".");
    const from = isForm ? "a form sends text" : "the sample has it as text";
    const message = `${name} has to be ${types.join(" or ")}, and ${from}`;
    const hint = `${[...senders, "forms"].join(" and ")} send everything as text: write type: [${types.join(", ")}, string]; helpers take a number as text, too`;
    const place = trigger.isInline ? [...trigger.at, ...path, "type"] : trigger.at;
    const problem = problemAt(document, place, "number-from-text", message, hint);
    return { ...problem, severity: "warning" as const };
  });
}

/** Whether a value is a number or boolean as text, where one of these types is wanted. */
export function isWrittenOut(value: unknown, types: readonly string[]): boolean {
  return typeof value === "string" && types.some((type) => WRITTEN[type]?.test(value) === true);
}

interface Misfit {
  /** In the schema. */
  readonly path: ValuePath;
  readonly types: readonly string[];
}

function misfits(schema: unknown, value: unknown, isForm: boolean, path: ValuePath): Misfit[] {
  if (!isObject(schema)) return [];
  const types = [schema["type"]].flat().filter((type) => typeof type === "string");
  const own = types.filter((type) => Object.hasOwn(WRITTEN, type));
  const isAbsent = isForm && value === undefined;
  if (own.length > 0 && !types.includes("string") && (isWrittenOut(value, own) || isAbsent))
    return [{ path, types: own }];
  const { properties, items } = schema;
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  const ofItems =
    items === undefined || first === undefined
      ? []
      : misfits(items, first, false, [...path, "items"]);
  if (!isObject(properties)) return ofItems;
  const fields = isObject(value) ? value : {};
  // A form has fields, and no fields inside of them.
  const isFormField = isForm && path.length === 0;
  return Object.entries(properties).flatMap(([name, property]) =>
    misfits(property, fields[name], isFormField, [...path, "properties", name]),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
