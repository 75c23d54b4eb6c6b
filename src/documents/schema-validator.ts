import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { canonicalValue } from "../canonical-text.ts";
import { isRange } from "../ip-addresses.ts";
import { type JsonSchema, loadSchema, sharedSchemaNames } from "../schemas.ts";
import { timeWithZone } from "../written-time.ts";
import { compilePattern, wrongPattern } from "./linear-pattern.ts";
import { multipleOf } from "./multiple-of.ts";
import { type CheckOptions, explainErrors } from "./schema-errors.ts";
import type { ResolveSchema, SchemaMistake } from "./schema-mistake.ts";
import { uniqueItems } from "./unique-items.ts";
import { WrongSchema, wrongSchema } from "./wrong-schema.ts";

/** Checks values against one schema; texts are compared and counted in one form. */
export interface SchemaValidator {
  /** Every mistake of the value, one each; empty when it fits. */
  (value: unknown, options?: CheckOptions): SchemaMistake[];
}

// strictRequired is off because `discriminator` needs `required` beside `oneOf`.
function createAjv(isShipped: boolean, allErrors = true): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors,
    // Whoever sends a body must not be able to make a flow's pattern run for ever.
    ...(isShipped ? {} : { code: { regExp } }),
    allowUnionTypes: true,
    discriminator: true,
    // Else `toString` is there in every object, and `constructor` is no text.
    ownProperties: true,
    strict: isShipped,
    // The tests check what is shipped; compiling the schema of schemas takes a while.
    validateSchema: !isShipped,
    strictRequired: false,
    strictTypes: false,
    strictTuples: false,
    verbose: true,
    logger: false,
  });
  // The package is CommonJS: under Node's ESM its default export is the module object.
  (addFormats as unknown as { default: (ajv: Ajv2020) => void }).default(ajv);
  ajv.addFormat("cidr", isRange);
  return ajv.removeKeyword("multipleOf").addKeyword(multipleOf);
}

const shipped = createAjv(true);
// Every time that is taken can be read: Ajv takes leap seconds and more.
shipped.addFormat("date-time", (text: string) => timeWithZone(text) !== undefined);
const shared = ["config", ...sharedSchemaNames()].map(loadSchema);
for (const schema of shared) shipped.addSchema(schema);

/** An error does not say which schema its `$ref` stands in: the shared ones are all there are. */
const resolveShipped: ResolveSchema = (ref) => {
  const ids = ref.startsWith("#") ? shared.map(({ $id }) => `${String($id)}${ref}`) : [ref];
  const found = ids.map((id) => shipped.getSchema(id)).find((schema) => schema !== undefined);
  return found?.schema as ReturnType<ResolveSchema>;
};

/** Makes a validator of a schema that the program ships; it is compiled when it is first used. */
export function shippedValidator(schema: JsonSchema): SchemaValidator {
  return lazily(() => {
    const id = schema["$id"];
    return asValidator(
      (typeof id === "string" ? shipped.getSchema(id) : undefined) ?? shipped.compile(schema),
      resolveShipped,
    );
  });
}

const regExp = Object.assign(compilePattern, { code: "compilePattern" });

const written = [createUsersAjv(true), createUsersAjv(false)] as const;

/** Longest text that can be of the format `url`, whose expression takes quadratic time. */
const LONGEST_URL = 4_096;

function createUsersAjv(allErrors: boolean): Ajv2020 {
  const ajv = createAjv(false, allErrors).removeKeyword("uniqueItems").addKeyword(uniqueItems);
  const url = ajv.formats["url"];
  return ajv.addFormat("url", {
    type: "string",
    validate: (text: string) =>
      text.length <= LONGEST_URL && url instanceof RegExp && url.test(text),
  });
}

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
  if (written[0].validateSchema(schema) !== true) throw wrongSchema(written[0].errors ?? []);
  const wrong = wrongPattern(schema);
  if (wrong !== undefined) throw new WrongSchema(wrong.message, wrong.path);
  const compileWith = (ajv: Ajv2020) => {
    const validate = ajv.compile(schema);
    // Another flow may have a schema with the same $id.
    ajv.removeSchema(schema);
    return asValidator(validate);
  };
  const compile = (): SchemaValidator => {
    const [every, first] = [compileWith(written[0]), lazily(() => compileWith(written[1]))];
    return (value, options) => (isLarger(value, MOST_LISTED) ? first : every)(value, options);
  };
  // A reference may lead nowhere: only compiling tells.
  const validator = text.includes('"$ref"') ? compile() : lazily(compile);
  known.set(text, validator);
  return validator;
}

function lazily(compile: () => SchemaValidator): SchemaValidator {
  let compiled: SchemaValidator | undefined;
  return (value, options) => (compiled ??= compile())(value, options);
}

function asValidator(
  validate: ValidateFunction,
  resolve: ResolveSchema = () => undefined,
): SchemaValidator {
  return (value, options = {}) =>
    validate(canonicalValue(value))
      ? []
      : explainErrors(validate.errors as ErrorObject[], options, resolve);
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
