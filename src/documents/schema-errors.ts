/**
 * Turns Ajv's errors into one message for one mistake: combinators report every branch that did
 * not fit, of which people need only what would have fitted.
 */
import type { ErrorObject } from "ajv/dist/2020.js";
import { parsePointer } from "./json-pointer.ts";
import { isStray, keysOf, keysThere, strayKey } from "./key-choices.ts";
import { missingField, unknownKey, wrongName } from "./key-mistakes.ts";
import { ofMeantBranches } from "./meant-branch.ts";
import type { CheckOptions, ResolveSchema, SchemaMistake } from "./schema-mistake.ts";
import {
  blankAround,
  constraint,
  label,
  longNumber,
  patternHint,
  typeHint,
  typeList,
  typeName,
} from "./schema-words.ts";
import { choice, choiceOfShapes, wrongTag } from "./value-choices.ts";

/** Errors of Ajv that are looked at, and mistakes that are told: finding doubles takes their square. */
const MOST_ERRORS = 2_000;
const MOST_MISTAKES = 200;

/** The schema that a value did not fit. */
export interface CheckedSchema {
  readonly resolve: ResolveSchema;
  /** Whether a user wrote it, and can change it. */
  readonly isUsers: boolean;
}

/**
 * The mistakes behind a list of Ajv errors (made with `verbose`), in the order of the value. Where
 * there are too many, the last one that is told says so.
 */
export function explainErrors(
  all: readonly ErrorObject[],
  options: CheckOptions,
  schema: CheckedSchema,
): SchemaMistake[] {
  const errors = ofMeantBranches(all.slice(0, MOST_ERRORS), schema.resolve);
  const mistakes: SchemaMistake[] = [];
  let left = Math.max(0, all.length - MOST_ERRORS);
  for (const error of withoutFollowers(withoutBranches(errors))) {
    if (concernsOpaque(error, options)) continue;
    if (mistakes.length === MOST_MISTAKES) {
      left += 1;
      break;
    }
    const mistake = explain(error, options, { errors, ...schema });
    if (!mistakes.some((other) => sameMistake(other, mistake))) mistakes.push(mistake);
  }
  const told = mistakes.filter((mistake) => !isMisspelt(mistake, mistakes));
  const last = told.at(-1);
  return left > 0 && last !== undefined ? [...told.slice(0, -1), { ...last, more: true }] : told;
}

/** A missing field that stands there with a slip in its name: the unknown key says it all. */
function isMisspelt(mistake: SchemaMistake, all: readonly SchemaMistake[]): boolean {
  const { rule, path, meant, needs } = mistake;
  const missing = needs ?? (rule === "missing-field" && meant !== undefined ? [meant] : []);
  const place = (mistake.atKey ? path.slice(0, -1) : path).join("\0");
  return all.some(
    (other) =>
      other.rule === "unknown-key" &&
      other.meant !== undefined &&
      missing.includes(other.meant) &&
      other.path.slice(0, -1).join("\0") === place,
  );
}

function sameMistake(one: SchemaMistake, two: SchemaMistake): boolean {
  const isSame = one.message === two.message && one.path.join("\0") === two.path.join("\0");
  return isSame || isSameLoss(one, two);
}

/** Whether two stray keys of one map may lack the same one. */
function isSameLoss(one: SchemaMistake, two: SchemaMistake): boolean {
  return (
    isLoss(one) &&
    isLoss(two) &&
    parentOf(one) === parentOf(two) &&
    one.needs.some((key) => two.needs.includes(key))
  );
}

function parentOf({ path }: SchemaMistake): string {
  return path.slice(0, -1).join("\0");
}

function isLoss(
  mistake: SchemaMistake,
): mistake is SchemaMistake & Required<Pick<SchemaMistake, "needs">> {
  return mistake.rule === "unknown-key" && mistake.needs !== undefined;
}

/** Leaves out what the branches of a failed oneOf, anyOf or propertyNames said, and `if`. */
function withoutBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  const combinators = errors.filter((error) =>
    ["oneOf", "anyOf", "propertyNames"].includes(error.keyword),
  );
  return errors.filter(
    (error) =>
      error.keyword !== "if" &&
      !combinators.some(
        (parent) =>
          parent !== error &&
          error.instancePath.startsWith(parent.instancePath) &&
          (error.schemaPath.startsWith(`${parent.schemaPath}/`) ||
            isOfNamedValue(error, parent) ||
            (parent.keyword === "propertyNames" &&
              error.propertyName === (parent.params as { propertyName: string }).propertyName)),
      ),
  );
}

/** Whether an error is that of a branch that names its schema elsewhere, about a value that is no map or list. */
function isOfNamedValue(error: ErrorObject, parent: ErrorObject): boolean {
  if (typeof error.data === "object" || !Array.isArray(parent.schema)) return false;
  return (parent.schema as Record<string, unknown>[]).some(
    ({ $ref: reference }) =>
      typeof reference === "string" && error.schemaPath.startsWith(`${reference}/`),
  );
}

/** Leaves out what only follows from another error of the same value. */
function withoutFollowers(errors: readonly ErrorObject[]): ErrorObject[] {
  const has = (path: string, is: (error: ErrorObject) => boolean) =>
    errors.some((error) => error.instancePath === path && is(error));
  return errors.filter((error) => {
    const { instancePath: path, keyword } = error;
    // Where there is no map, or a key without the one that it belongs to, that says it all.
    if (keyword === "oneOf" || keyword === "anyOf")
      return !has(path, (other) => other.keyword === "type" || (isStray(other) && !isStray(error)));
    // What says which tags there are says that it is missing.
    if (keyword === "required") return !has(path, (other) => isMissingTag(other, error));
    return keyword !== "dependentRequired" || !has(path, isAboutTwoKeys);
  });
}

function isMissingTag(
  { keyword, params }: ErrorObject,
  { params: required }: ErrorObject,
): boolean {
  if (keyword !== "discriminator") return false;
  const { tag, tagValue } = params as { tag: string; tagValue: unknown };
  return (
    tagValue === undefined && tag === (required as { missingProperty: string }).missingProperty
  );
}

/** Whether a map has two keys of which it can have one. */
function isAboutTwoKeys(error: ErrorObject): boolean {
  return error.keyword === "oneOf" && keysThere(error).length > 1;
}

function concernsOpaque(
  error: ErrorObject,
  { isOpaque, isText, leastLength }: CheckOptions,
): boolean {
  if (isOpaque === undefined) return false;
  if (error.keyword === "maxLength" && leastLength !== undefined)
    return leastLength(String(error.data)) <= (error.params as { limit: number }).limit;
  if (error.keyword === "type" && isText?.(error.data) === true) return false;
  if (error.keyword === "discriminator")
    return isOpaque((error.params as { tagValue: unknown }).tagValue);
  return isOpaque(error.data);
}

interface Around extends CheckedSchema {
  readonly errors: readonly ErrorObject[];
}

function explain(error: ErrorObject, options: CheckOptions, around: Around): SchemaMistake {
  const { quoteValues = false } = options;
  const path = parsePointer(error.instancePath);
  const params = error.params as Record<string, unknown>;
  const at = (rule: SchemaMistake["rule"], message: string, hint?: string): SchemaMistake => ({
    rule,
    path,
    atKey: false,
    message: `${label(path)}${message}`,
    ...(hint === undefined ? {} : { hint }),
  });
  const blank = quoteValues ? blankAround(error.data) : undefined;
  switch (error.keyword) {
    case "pattern":
    case "format":
      return at(
        "wrong-value",
        ...(blank ?? [constraint(error), patternHint(error.data, error.parentSchema, quoteValues)]),
      );
    case "additionalProperties":
    case "unevaluatedProperties":
      return unknownKey(error, path);
    case "propertyNames":
      return wrongName(error, path, quoteValues, around.errors);
    case "required":
      return missingField(error, path, around.resolve);
    case "type":
      return {
        ...at(
          "wrong-type",
          longNumber(error, around.isUsers) ??
            `has to be ${typeList(params["type"])}, not ${typeName(error.data)}`,
          typeHint(error, quoteValues),
        ),
        wanted: [params["type"]].flat().map(String),
      };
    case "enum":
      return at(
        "wrong-value",
        ...(blank ?? choice(error.data, error.schema as unknown[], options)),
      );
    case "const":
      return at("wrong-value", `has to be ${JSON.stringify(params["allowedValue"])}`);
    case "discriminator":
      return wrongTag(error, path, options, around.resolve);
    case "dependentRequired":
      return isStray(error) ? strayKey(error, path) : missingField(error, path, around.resolve);
    case "oneOf":
    case "anyOf":
      if (isStray(error)) return strayKey(error, path);
      return {
        ...at("wrong-value", ...(blank ?? choiceOfShapes(error, options, around.resolve))),
        needs: keysThere(error).length > 0 ? [] : keysOf(error),
      };
    default:
      return at("wrong-value", constraint(error));
  }
}
