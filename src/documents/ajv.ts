/** How schemas are compiled: those that the program ships, and those that users write. */
import { Ajv2020, type Options } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { loadSchema, sharedSchemaNames } from "../schemas.ts";
import { compilePattern } from "./linear-pattern.ts";
import { multipleOf } from "./multiple-of.ts";
import { OWN_FORMATS } from "./own-formats.ts";
import { uniqueItems } from "./unique-items.ts";

/**
 * For the schemas that the program ships; it knows those that others refer to.
 * @param code how Ajv writes code, when the code itself is wanted
 */
export function shippedAjv(code: Options["code"] = {}): Ajv2020 {
  const ajv = createAjv({ code, strict: true });
  ajv.addFormat("date-time", OWN_FORMATS["date-time"]);
  for (const name of ["config", ...sharedSchemaNames()]) ajv.addSchema(loadSchema(name));
  return ajv;
}

/** Longest text that can be of the format `url`, whose expression takes quadratic time. */
const LONGEST_URL = 4_096;

/** Whoever sends a body must not be able to make a flow's pattern run for ever. */
const regExp = Object.assign(compilePattern, { code: "compilePattern" });

/**
 * For the schemas in flows, which have been checked: unknown keywords are taken as notes, as JSON
 * Schema asks.
 */
export function usersAjv(allErrors: boolean): Ajv2020 {
  const ajv = createAjv({ allErrors, code: { regExp }, strict: false });
  ajv.removeKeyword("uniqueItems").addKeyword(uniqueItems);
  const url = ajv.formats["url"];
  return ajv.addFormat("url", {
    type: "string",
    validate: (text: string) =>
      text.length <= LONGEST_URL && url instanceof RegExp && url.test(text),
  });
}

// strictRequired is off because `discriminator` needs `required` beside `oneOf`.
function createAjv(options: Options): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    discriminator: true,
    // Else `toString` is there in every object, and `constructor` is no text.
    ownProperties: true,
    strictRequired: false,
    strictTypes: false,
    strictTuples: false,
    // Done before, or by the tests: compiling the schema of schemas takes a while.
    validateSchema: false,
    verbose: true,
    logger: false,
    ...options,
  });
  // The package is CommonJS: under Node's ESM its default export is the module object.
  (addFormats as unknown as { default: (ajv: Ajv2020) => void }).default(ajv);
  ajv.addFormat("cidr", OWN_FORMATS.cidr);
  return ajv.removeKeyword("multipleOf").addKeyword(multipleOf);
}
