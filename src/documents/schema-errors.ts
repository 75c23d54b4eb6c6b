/**
 * Turns Ajv's errors into one message for one mistake: combinators report every branch that did
 * not fit, of which people need only what would have fitted.
 */
import type { ErrorObject } from "ajv/dist/2020.js";
import { nearestName } from "../nearest-name.ts";
import type { ValuePath } from "./yaml-document.ts";

export interface CheckOptions {
  /** Values whose shape is not known yet (templates): nothing is said about them. */
  readonly isOpaque?: (value: unknown) => boolean;
  /** Whether a message may quote a value: true for files, false for customers' data. */
  readonly quoteValues?: boolean;
}

/** One mistake in a value. */
export interface SchemaMistake {
  readonly rule: "unknown-key" | "missing-field" | "wrong-type" | "wrong-value";
  /** The value that is wrong, or whose key is. */
  readonly path: ValuePath;
  /** Whether the key of the entry is meant, not its value. */
  readonly atKey: boolean;
  readonly message: string;
  readonly hint?: string;
  /** Of `wrong-type`: the JSON types that would be right. */
  readonly wanted?: readonly string[];
}

/** The mistakes behind a list of Ajv errors (made with `verbose`), in the order of the value. */
export function explainErrors(
  errors: readonly ErrorObject[],
  options: CheckOptions,
): SchemaMistake[] {
  const mistakes: SchemaMistake[] = [];
  for (const error of withoutBranches(errors)) {
    if (options.isOpaque !== undefined && concernsOpaque(error, options.isOpaque)) continue;
    const mistake = explain(error, options.quoteValues ?? false);
    if (!mistakes.some((other) => sameMistake(other, mistake))) mistakes.push(mistake);
  }
  return mistakes;
}

function sameMistake(one: SchemaMistake, two: SchemaMistake): boolean {
  return one.message === two.message && one.path.join("\0") === two.path.join("\0");
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

function concernsOpaque(error: ErrorObject, isOpaque: (value: unknown) => boolean): boolean {
  if (error.keyword === "discriminator")
    return isOpaque((error.params as { tagValue: unknown }).tagValue);
  return isOpaque(error.data);
}

function explain(error: ErrorObject, quoteValues: boolean): SchemaMistake {
  const path = parsePointer(error.instancePath);
  const params = error.params as Record<string, unknown>;
  const at = (rule: SchemaMistake["rule"], message: string, hint?: string): SchemaMistake => ({
    rule,
    path,
    atKey: false,
    message: `${label(path)}${message}`,
    ...(hint === undefined ? {} : { hint }),
  });
  switch (error.keyword) {
    case "additionalProperties":
    case "unevaluatedProperties":
      return unknownKey(error, path);
    case "propertyNames":
      return {
        rule: "unknown-key",
        path: [...path, String(params["propertyName"])],
        atKey: true,
        message: `the name ${quoteValues ? `"${String(params["propertyName"])}" ` : ""}can't be used here`,
        hint: "use small letters, digits and _, beginning with a letter",
      };
    case "required":
      return at("missing-field", `"${String(params["missingProperty"])}" is missing`);
    case "type":
      return {
        ...at(
          "wrong-type",
          `has to be ${typeList(params["type"])}, not ${typeName(error.data)}`,
          params["type"] === "string" && typeof error.data === "number"
            ? "put it in quotes"
            : undefined,
        ),
        wanted: [params["type"]].flat().map(String),
      };
    case "enum":
      return at("wrong-value", ...choice(error.data, error.schema as unknown[], quoteValues));
    case "const":
      return at("wrong-value", `has to be ${JSON.stringify(params["allowedValue"])}`);
    case "discriminator":
      return at("wrong-value", ...discriminated(error, quoteValues));
    case "oneOf":
    case "anyOf":
      return at("wrong-value", branches(error));
    case "false schema":
      return at("wrong-value", "is not allowed here");
    default:
      return at("wrong-value", constraint(error), example(error));
  }
}

function unknownKey(error: ErrorObject, path: ValuePath): SchemaMistake {
  const params = error.params as { additionalProperty?: string; unevaluatedProperty?: string };
  const key = params.additionalProperty ?? params.unevaluatedProperty ?? "";
  const known = Object.keys(
    (error.parentSchema?.["properties"] as Record<string, unknown> | undefined) ?? {},
  );
  const near = nearestName(key, known);
  return {
    rule: "unknown-key",
    path: [...path, key],
    atKey: true,
    message: `unknown key "${key}"${path.length === 0 ? "" : ` in ${pathText(path)}`}`,
    ...(known.length === 0
      ? {}
      : {
          hint: near === undefined ? `it can have: ${known.join(", ")}` : `did you mean "${near}"?`,
        }),
  };
}

function choice(value: unknown, allowed: readonly unknown[], quote: boolean): [string, string?] {
  const names = allowed.map(String);
  const near = typeof value === "string" ? nearestName(value, names) : undefined;
  const given = quote && typeof value === "string" ? `, not "${value}"` : "";
  const message = `has to be one of ${names.join(", ")}${given}`;
  return near === undefined || !quote ? [message] : [message, `did you mean "${near}"?`];
}

function discriminated(error: ErrorObject, quote: boolean): [string, string?] {
  const { tag, tagValue } = error.params as { tag: string; tagValue: unknown };
  const branches = (error.parentSchema?.["oneOf"] ?? []) as Record<string, unknown>[];
  const allowed = branches.flatMap((branch) => tagsOf(branch, tag));
  if (tagValue === undefined) return [`"${tag}" is missing`];
  const given = quote && typeof tagValue === "string" ? `, not "${tagValue}"` : "";
  return [
    allowed.length === 0
      ? `has a "${tag}" that does not exist${given}`
      : `needs a "${tag}" that is one of ${allowed.join(", ")}${given}`,
  ];
}

function tagsOf(branch: Record<string, unknown>, tag: string): string[] {
  const properties = branch["properties"] as Record<string, Record<string, unknown>> | undefined;
  const schema = properties?.[tag];
  if (schema === undefined) return [];
  if (Array.isArray(schema["enum"])) return schema["enum"].map(String);
  return "const" in schema ? [String(schema["const"])] : [];
}

/** What a oneOf or anyOf wants, when its branches only differ in the fields that they require. */
function branches(error: ErrorObject): string {
  const required = (error.schema as Record<string, unknown>[]).map((branch) => branch["required"]);
  if (required.every((names) => Array.isArray(names) && names.length === 1)) {
    const names = required.map((list) => `"${(list as string[])[0]}"`).join(" or ");
    return error.keyword === "oneOf" ? `needs exactly one of ${names}` : `needs ${names}`;
  }
  return "does not fit any of the shapes that are allowed here";
}

/** Limits in people's words; Ajv's own message is right for the rest. */
function constraint(error: ErrorObject): string {
  const { limit } = error.params as { limit?: number };
  switch (error.keyword) {
    case "minLength":
      return limit === 1 ? "must not be empty" : `needs at least ${limit} characters`;
    case "maxLength":
      return `can have at most ${limit} characters`;
    case "minItems":
      return `needs at least ${limit} ${limit === 1 ? "entry" : "entries"}`;
    case "maxItems":
    case "maxProperties":
      return `can have at most ${limit} ${limit === 1 ? "entry" : "entries"}`;
    case "minProperties":
      return `needs at least ${limit} ${limit === 1 ? "entry" : "entries"}`;
    case "minimum":
      return `has to be ${limit} or more`;
    case "maximum":
      return `has to be ${limit} or less`;
    case "uniqueItems":
      return "has the same entry twice";
    case "pattern":
      return "is not in the form that is needed";
    default:
      return error.message ?? "is not right";
  }
}

function example(error: ErrorObject): string | undefined {
  if (error.keyword !== "pattern" && error.keyword !== "format") return undefined;
  const examples = error.parentSchema?.["examples"] as unknown[] | undefined;
  const description = error.parentSchema?.["description"] as string | undefined;
  const sample = examples?.[0] === undefined ? "" : `for example ${JSON.stringify(examples[0])}`;
  return [description?.replace(/\.$/, ""), sample].filter(Boolean).join("; ") || undefined;
}

function typeList(types: unknown): string {
  const names = (Array.isArray(types) ? types : [types]) as string[];
  return names.map((name) => TYPE_WORDS[name] ?? name).join(" or ");
}

function typeName(value: unknown): string {
  if (value === null) return "empty";
  return TYPE_WORDS[Array.isArray(value) ? "array" : typeof value] ?? typeof value;
}

const TYPE_WORDS: { readonly [type: string]: string } = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  null: "empty",
};

function parsePointer(pointer: string): ValuePath {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** `steps[1].with.text`: how messages name a place in a value. */
export function pathText(path: ValuePath): string {
  return path
    .map((part, index) =>
      /^\d+$/.test(String(part)) ? `[${part}]` : `${index === 0 ? "" : "."}${part}`,
    )
    .join("");
}

function label(path: ValuePath): string {
  return path.length === 0 ? "" : `${pathText(path)} `;
}
