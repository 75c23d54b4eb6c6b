/**
 * Turns Ajv's errors into one message for one mistake: combinators report every branch that did
 * not fit, of which people need only what would have fitted.
 */
import type { ErrorObject } from "ajv/dist/2020.js";
import { nearestName } from "../nearest-name.ts";
import { parsePointer } from "./json-pointer.ts";
import { choiceOfKeys, isStray, keysOf, keysThere, strayKey } from "./key-choices.ts";
import { followed, missingField, unknownKey, wrongName } from "./key-mistakes.ts";
import type { ResolveSchema, SchemaMistake } from "./schema-mistake.ts";
import {
  blankAround,
  constraint,
  describe,
  label,
  longNumber,
  pathText,
  typeHint,
  typeList,
  typeName,
} from "./schema-words.ts";
import type { ValuePath } from "./yaml-document.ts";

export interface CheckOptions {
  /** Values that are not known yet (templates): nothing is said about them. */
  readonly isOpaque?: (value: unknown) => boolean;
  /** Those of them that will be text, whatever text. */
  readonly isText?: (value: unknown) => boolean;
  /** How many characters one of them has at least. */
  readonly leastLength?: (text: string) => number;
  /** Whether a message may quote a value: true for files, false for customers' data. */
  readonly quoteValues?: boolean;
}

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
  const errors = all.slice(0, MOST_ERRORS);
  const mistakes: SchemaMistake[] = [];
  let left = all.length - errors.length;
  for (const error of withoutFollowers(withoutBranches(errors))) {
    if (concernsOpaque(error, options)) continue;
    if (mistakes.length === MOST_MISTAKES) {
      left += 1;
      break;
    }
    const mistake = explain(error, options.quoteValues ?? false, { errors, ...schema });
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
            (parent.keyword === "propertyNames" &&
              error.propertyName === (parent.params as { propertyName: string }).propertyName)),
      ),
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

function explain(error: ErrorObject, quoteValues: boolean, around: Around): SchemaMistake {
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
      return at("wrong-value", ...(blank ?? [constraint(error), describe(error.parentSchema)]));
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
        ...(blank ?? choice(error.data, error.schema as unknown[], quoteValues)),
      );
    case "const":
      return at("wrong-value", `has to be ${JSON.stringify(params["allowedValue"])}`);
    case "discriminator":
      return wrongTag(error, path, quoteValues, around.resolve);
    case "dependentRequired":
      return isStray(error) ? strayKey(error, path) : missingField(error, path, around.resolve);
    case "oneOf":
    case "anyOf":
      return isStray(error)
        ? strayKey(error, path)
        : {
            ...at("wrong-value", choiceOfKeys(error)),
            needs: keysThere(error).length > 0 ? [] : keysOf(error),
          };
    default:
      return at("wrong-value", constraint(error));
  }
}

function choice(value: unknown, allowed: readonly unknown[], quote: boolean): [string, string?] {
  const names = [...new Set(allowed.map(String))];
  const near = typeof value === "string" ? nearestName(value, names) : undefined;
  const given = quote && typeof value === "string" ? `, not "${value}"` : "";
  const message = `has to be one of ${names.join(", ")}${given}`;
  return near === undefined || !quote ? [message] : [message, `did you mean "${near}"?`];
}

/** A `type` that none of the shapes has, or that is missing. */
function wrongTag(
  error: ErrorObject,
  path: ValuePath,
  quote: boolean,
  resolve: ResolveSchema,
): SchemaMistake {
  const { tag, tagValue } = error.params as { tag: string; tagValue: unknown };
  const shapes = (error.parentSchema?.["oneOf"] ?? []) as Record<string, unknown>[];
  const allowed = shapes.flatMap((shape) => tagsOf(followed(shape, resolve), tag));
  if (tagValue === undefined) {
    const message = `"${tag}" is missing${path.length === 0 ? "" : ` in ${pathText(path)}`}`;
    const hint = `it has to be one of ${allowed.join(", ")}`;
    return { rule: "missing-field", path, atKey: false, message, hint, meant: tag };
  }
  const [message, hint] = choice(tagValue, allowed, quote);
  return {
    rule: "wrong-value",
    path: [...path, tag],
    atKey: false,
    message: `${label([...path, tag])}${message}`,
    ...(hint === undefined ? {} : { hint }),
  };
}

function tagsOf(branch: Record<string, unknown>, tag: string): string[] {
  const properties = branch["properties"] as Record<string, Record<string, unknown>> | undefined;
  const schema = properties?.[tag];
  if (schema === undefined) return [];
  if (Array.isArray(schema["enum"])) return schema["enum"].map(String);
  return "const" in schema ? [String(schema["const"])] : [];
}
