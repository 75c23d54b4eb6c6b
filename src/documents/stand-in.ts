/** Schemas for editors, in which something may stand for a value that is not known yet. */
import type { JsonSchema } from "../schemas.ts";

/** What may stand for a value. */
export interface StandIn {
  /** What its text has in it. */
  readonly pattern: string;
  /** For messages. */
  readonly shown: string;
  /** The types besides text that it may stand for; undefined: any. */
  readonly types: readonly string[] | undefined;
}

/** A template stands for any value. */
export const TEMPLATE: StandIn = {
  pattern: "\\{\\{",
  shown: "a template: {{…}}",
  types: undefined,
};

/** Longest bound of a text that is written as a pattern: engines refuse patterns that count further. */
const LONGEST_COUNTED = 10_000;

/** Lets the stand-in through; what else is taken stays as it was. */
export function withStandIn(schema: JsonSchema, standIn: StandIn): JsonSchema {
  const { pattern, shown, types: fitting } = standIn;
  const { type, enum: values, const: constant, oneOf, ...rest } = schema;
  if (values !== undefined || constant !== undefined) {
    const own = values === undefined ? { const: constant } : { enum: values };
    return { ...rest, anyOf: [own, { type: "string", pattern }] };
  }
  const types = [type ?? []].flat() as string[];
  if (types.includes("string")) return withStandInText(schema, standIn);
  if (types.length === 0 || fitting?.some((one) => types.includes(one)) === false) return schema;
  const patternErrorMessage = `Expected ${types.join(" or ")}, or ${shown}.`;
  // A stand-in fits all branches at once: oneOf would refuse it.
  const branches = oneOf === undefined ? {} : { anyOf: oneOf };
  return { ...rest, type: [...types, "string"], pattern, patternErrorMessage, ...branches };
}

/** What a schema says of a text. */
interface TextRules {
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly description?: string;
}

/** The rules for a text as one pattern, beside which the stand-in is another way to fit. */
function withStandInText(schema: JsonSchema, { pattern: standIn, shown }: StandIn): JsonSchema {
  const { pattern, minLength, maxLength, ...rest } = schema as TextRules;
  const least = counted(minLength) ?? 0;
  const most = counted(maxLength);
  if (pattern === undefined && most === undefined) return schema;
  const length = `^(?=[\\s\\S]{${least},${most ?? ""}}$)`;
  const isBounded = least > 0 || most !== undefined;
  const text = pattern === undefined ? "" : `(?=[\\s\\S]*(?:${pattern}))`;
  const own = isBounded ? `${length}${text}` : pattern;
  const patternErrorMessage = `${rest.description ?? "Wrong text."} Or ${shown}.`;
  return { ...rest, pattern: `${standIn}|${own}`, patternErrorMessage };
}

function counted(bound: number | undefined): number | undefined {
  return bound !== undefined && bound <= LONGEST_COUNTED ? bound : undefined;
}
