import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { type JsonSchema, loadSchema } from "../schemas.ts";
import { explainErrors, type SchemaMistake } from "./schema-errors.ts";

/** Checks values against one schema. */
export interface SchemaValidator {
  /** Every mistake of the value, one each; empty when it fits. */
  (value: unknown, options?: CheckOptions): SchemaMistake[];
}

export interface CheckOptions {
  /** Values whose shape is not known yet (templates): nothing is said about them. */
  readonly isOpaque?: (value: unknown) => boolean;
  /** Whether a message may quote a value: true for files, false for customers' data. */
  readonly quoteValues?: boolean;
}

// strictRequired is off because `discriminator` needs `required` beside `oneOf`.
function createAjv(strict: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    discriminator: true,
    strict: strict,
    strictRequired: false,
    strictTypes: false,
    strictTuples: false,
    verbose: true,
    logger: false,
  });
  // The package is CommonJS: under Node's ESM its default export is the module object.
  (addFormats as unknown as { default: (ajv: Ajv2020) => void }).default(ajv);
  return ajv;
}

const shipped = createAjv(true);
for (const name of ["config", "messages"]) shipped.addSchema(loadSchema(name));

/** Compiles a schema that the program ships. */
export function shippedValidator(schema: JsonSchema): SchemaValidator {
  const id = schema["$id"];
  return asValidator(
    (typeof id === "string" ? shipped.getSchema(id) : undefined) ?? shipped.compile(schema),
  );
}

/**
 * Compiles a schema that a user wrote: unknown keywords are taken as notes, as JSON Schema asks.
 * @throws Error with Ajv's words when the schema itself is wrong
 */
export function userValidator(schema: JsonSchema | boolean): SchemaValidator {
  return asValidator(createAjv(false).compile(schema));
}

function asValidator(validate: ValidateFunction): SchemaValidator {
  return (value, options = {}) =>
    validate(value) ? [] : explainErrors(validate.errors as ErrorObject[], options);
}
