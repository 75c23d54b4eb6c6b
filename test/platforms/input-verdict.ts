import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { OWN_FORMATS } from "#src/documents/own-formats.js";
import { actions } from "#src/platforms/installed.js";
import { loadSchema, sharedSchemaNames } from "#src/schemas.js";

/** Knows the shared schemas; strict, so that a wrong schema does not compile. */
export const ajv = new Ajv2020({
  allErrors: true,
  allowUnionTypes: true,
  discriminator: true,
  strict: true,
  strictRequired: false,
});
(addFormats as unknown as { default: (ajv: Ajv2020) => void }).default(ajv);
for (const [name, format] of Object.entries(OWN_FORMATS)) ajv.addFormat(name, format);
/** What actions share: connections share more with the configuration. */
export const sharedByActions = sharedSchemaNames().filter((name) => !name.endsWith("/connection"));
for (const name of ["config", ...sharedByActions]) ajv.addSchema(loadSchema(name));

export const USER = { user_id: "6523889107654321" };

/** Whether an action takes an input: `ok`, or where it is wrong, and why. */
export function verdict(action: string, input: unknown): string {
  const validate = ajv.compile(actions.get(action)?.input ?? {});
  if (validate(input)) return "ok";
  return [
    ...new Set(validate.errors?.map((error) => `${error.instancePath} ${error.keyword}`)),
  ].join(", ");
}
