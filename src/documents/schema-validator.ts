import type { Ajv2020, ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { canonicalValue } from "../canonical-text.ts";
import { lazily, once } from "../lazy.ts";
import { type JsonSchema, loadSchema, sharedSchemaNames } from "../schemas.ts";
import { shippedAjv, usersAjv } from "./ajv.ts";
import { loadBuilt } from "./built-validators.ts";
import { isJsonObject } from "./json-object.ts";
import { parsePointer } from "./json-pointer.ts";
import { wrongPattern } from "./linear-pattern.ts";
import { type CheckedSchema, explainErrors } from "./schema-errors.ts";
import type { CheckOptions, SchemaMistake } from "./schema-mistake.ts";
import { WrongSchema, wrongSchema } from "./wrong-schema.ts";

/** Checks values against one schema; texts are compared and counted in one form. */
export interface SchemaValidator {
  /** Every mistake of the value, one each; empty when it fits. */
  (value: unknown, options?: CheckOptions): SchemaMistake[];
}

/**
 * Makes a validator of a schema that the build has compiled; it is loaded when it is first used.
 * @param name as `loadBuilt` takes it
 */
export function builtValidator(name: string): SchemaValidator {
  return lazily(() => asValidator(loadBuilt(name), SHIPPED));
}

/** Makes a validator of any other schema that the program ships; it is compiled when it is first used. */
export function shippedValidator(schema: JsonSchema): SchemaValidator {
  return lazily(() => asValidator(shipped().compile(schema), SHIPPED));
}

const shipped = once(() => shippedAjv());
const shared = once(() => ["config", ...sharedSchemaNames()].map(loadSchema));

/** An error does not say which schema its `$ref` stands in: the shared ones are all there are. */
const SHIPPED: CheckedSchema = {
  isUsers: false,
  resolve(ref) {
    const [id = "", pointer = ""] = ref.split("#");
    return shared()
      .filter(({ $id }) => id === "" || id === $id)
      .map((schema) => parsePointer(pointer).reduce<unknown>(partOf, schema))
      .find(isJsonObject);
  },
};

function partOf(schema: unknown, key: string | number): unknown {
  return isJsonObject(schema) ? schema[key] : undefined;
}

const users = { every: once(() => usersAjv(true)), first: once(() => usersAjv(false)) };
const schemaOfSchemas = once(() => loadBuilt("schema"));

/** Values, at any depth, of which every mistake is listed; of more only the first is. */
const MOST_LISTED = 1_000;

const known = new Map<string, SchemaValidator>();

/**
 * Makes a validator of a schema that a user wrote: unknown keywords are taken as notes, as JSON
 * Schema asks. Its shape is checked now; it is compiled when it is first used, since that takes
 * longer than all the rest of a flow.
 * @throws WrongSchema, or Error with Ajv's words for a reference that leads nowhere
 */
export function userValidator(given: JsonSchema | boolean): SchemaValidator {
  const schema = canonicalValue(given) as JsonSchema | boolean;
  const text = JSON.stringify(schema);
  const same = known.get(text);
  if (same !== undefined) return same;
  // Ajv would pass over what is said of it.
  if (text.includes('"__proto__":')) throw new WrongSchema("a field can't be called __proto__");
  checkSchema(schema);
  const wrong = wrongPattern(schema);
  if (wrong !== undefined) throw new WrongSchema(wrong.message, wrong.path);
  // A reference may lead nowhere: only compiling tells.
  const compile = () => compiledForUsers(schema);
  const validator = text.includes('"$ref"') ? compile() : lazily(compile);
  known.set(text, validator);
  return validator;
}

/**
 * Makes a validator of a schema that was made from somebody else's document, and is known to be sound; it is
 * compiled when it is first used.
 */
export function foreignValidator(given: JsonSchema): SchemaValidator {
  return lazily(() => compiledForUsers(canonicalValue(given) as JsonSchema));
}

function compiledForUsers(schema: JsonSchema | boolean): SchemaValidator {
  const compileWith = (ajv: Ajv2020) => {
    const validate = ajv.compile(schema);
    // Another flow may have a schema with the same $id.
    ajv.removeSchema(schema);
    return asValidator(validate, { isUsers: true, resolve: (ref) => within(schema, ref) });
  };
  const [every, first] = [compileWith(users.every()), lazily(() => compileWith(users.first()))];
  return (value, options) => (isLarger(value, MOST_LISTED) ? first : every)(value, options);
}

/** @throws WrongSchema, or Error with Ajv's words for a `$schema` that it does not know */
function checkSchema(schema: JsonSchema | boolean): void {
  if (typeof schema === "boolean") return;
  if (schema["$schema"] === undefined) {
    const check = schemaOfSchemas();
    if (!check(schema)) throw wrongSchema(check.errors ?? []);
  } else if (users.every().validateSchema(schema) !== true)
    throw wrongSchema(users.every().errors ?? []);
}

/** What a reference into the schema itself names. */
function within(schema: JsonSchema | boolean, ref: string): Record<string, unknown> | undefined {
  if (!ref.startsWith("#/")) return undefined;
  const named = parsePointer(ref.slice(1)).reduce<unknown>(partOf, schema);
  return isJsonObject(named) ? named : undefined;
}

function asValidator(validate: ValidateFunction, schema: CheckedSchema): SchemaValidator {
  return (value, options = {}) =>
    validate(canonicalValue(value))
      ? []
      : explainErrors(validate.errors as ErrorObject[], options, schema);
}

/** Whether a value holds more values than that, itself included. */
function isLarger(value: unknown, most: number): boolean {
  let left = most;
  const fits = (part: unknown): boolean => {
    left -= 1;
    if (left < 0) return false;
    return typeof part !== "object" || part === null || Object.values(part).every(fits);
  };
  return !fits(value);
}
