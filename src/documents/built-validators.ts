import { createRequire } from "node:module";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { packageRoot } from "../package-root.ts";
import { OWN_FORMATS } from "./own-formats.ts";

const requireBuilt = createRequire(new URL("dist/validators/", packageRoot));

/**
 * Loads a validator that the build has made of a shipped schema: to compile them took longer than all the
 * rest of a start. They lie in `dist/`, also for what runs in `build/`.
 * @param name as scripts/compile-validators.mjs has it: `flow`, or what an action takes, `http.request`
 */
export function loadBuilt(name: string): ValidateFunction {
  const make = requireBuilt(`./${name}.cjs`) as (formats: typeof OWN_FORMATS) => ValidateFunction;
  return make(OWN_FORMATS);
}
