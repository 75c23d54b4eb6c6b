import type { Kind } from "../kind.ts";
import { BLOCKS } from "./blocks.ts";
import { BRACES } from "./braces.ts";
import { CONDITIONS } from "./conditions.ts";
import { HELPERS } from "./helpers.ts";
import { KEYS } from "./keys.ts";
import { MESSAGES } from "./messages.ts";
import { NAMES } from "./names.ts";
import { REACH } from "./reach.ts";
import { STEPS } from "./steps.ts";
import { TIMES } from "./times.ts";
import { TRIGGERS } from "./triggers.ts";
import { TYPES } from "./types.ts";
import { YAML } from "./yaml.ts";

/** Every kind of mistake, by theme. */
export const KINDS: readonly Kind[] = [
  ...NAMES,
  ...BRACES,
  ...CONDITIONS,
  ...HELPERS,
  ...BLOCKS,
  ...TYPES,
  ...KEYS,
  ...YAML,
  ...TRIGGERS,
  ...STEPS,
  ...REACH,
  ...TIMES,
  ...MESSAGES,
];
