/** Variables of the environment that look like settings of this program, and are none: slips of the pen. */
import { nearestName } from "../nearest-name.ts";
import { type Environment, text } from "./environment.ts";
import { REFERENCE } from "./interpolate.ts";

/** What decides something here; the README has a row for each. */
export const SETTINGS = [
  "AHAFLOW_FLOWS",
  "AHAFLOW_CONFIG",
  "AHAFLOW_DATA",
  "AHAFLOW_DATABASE_URL",
  "AHAFLOW_NODE",
  "AHAFLOW_HOST",
  "AHAFLOW_PORT",
  "AHAFLOW_DRAIN",
  "AHAFLOW_ADMIN_HOST",
  "AHAFLOW_ADMIN_PORT",
  "AHAFLOW_ADMIN_TOKEN",
  "AHAFLOW_ADMIN_READ_ONLY",
  "AHAFLOW_ADMIN_URL",
  "AHAFLOW_LOG_LEVEL",
  "AHAFLOW_LOG_FORMAT",
] as const;

/** What is there for others: the compose files, the workflow of `ahaflow init`, the tests of this program. */
const OF_OTHERS = /^AHAFLOW_(?:COMMAND|IMAGE|PROJECT|REVISION|CHAOS(?:_\w+)?|FUZZ_RUNS)$/;

/** Kubernetes sets them for a service that is called ahaflow, unless `enableServiceLinks` is false. */
const SERVICE_LINK =
  /^AHAFLOW_(?:\w+_)?(?:SERVICE_(?:HOST|PORT(?:_\w+)?)|PORT_\d+_(?:TCP|UDP)\w*)$/;

/** A variable, and the setting that it was most likely meant to be. */
export interface UnknownVariable {
  readonly name: string;
  readonly meant: string | undefined;
}

/** @param config the text of ahaflow.yaml: what it refers to has a use */
export function unknownVariables(env: Environment, config: string): UnknownVariable[] {
  const used = new Set(
    [...config.matchAll(REFERENCE)].map(([, , target = ""]) => target.split(":-", 1)[0]),
  );
  const isKnown = (name: string) =>
    SETTINGS.some((known) => known === name) ||
    used.has(name) ||
    OF_OTHERS.test(name) ||
    SERVICE_LINK.test(name);
  return Object.keys(env)
    .filter((name) => /^AHAFLOW_/i.test(name) && text(env, name) !== undefined && !isKnown(name))
    .toSorted()
    .map((name) => ({ name, meant: settingNear(name) }));
}

function settingNear(name: string): string | undefined {
  const capitals = name.toUpperCase();
  return SETTINGS.find((known) => known === capitals) ?? nearestName(capitals, SETTINGS);
}

/** What is said of one; never its value, which may be a secret. */
export function saidOf({ name, meant }: UnknownVariable): string {
  const question = meant === undefined ? "" : `; did you mean ${meant}?`;
  return `the variable ${name} is set, and is no setting of ahaflow${question}`;
}
