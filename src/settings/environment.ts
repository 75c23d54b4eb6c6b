/** How variables of the environment are read. */
import { durationMs, isDuration } from "../documents/duration.ts";
import { AhaflowError } from "../errors.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable's value; an empty one counts as not set. */
export function text(env: Environment, name: string): string | undefined {
  return env[name] || undefined;
}

/** A port number. @throws AhaflowError `bad_setting` */
export function port(env: Environment, name: string, fallback: number): number {
  const given = text(env, name);
  if (given === undefined) return fallback;
  const value = Number(given);
  if (/^\d+$/.test(given) && value <= 65_535) return value;
  throw new AhaflowError("bad_setting", `${name} is not a port number`, {
    hint: "give a number from 0 (any free port) to 65535",
  });
}

/**
 * A length of time, in milliseconds; 0 when it is not set.
 * @param longest the longest that it may be, as durations are written
 * @throws AhaflowError `bad_setting`
 */
export function time(env: Environment, name: string, longest: string): number {
  const given = text(env, name);
  if (given === undefined) return 0;
  if (isDuration(given) && durationMs(given) <= durationMs(longest)) return durationMs(given);
  throw new AhaflowError("bad_setting", `${name} is not a time that can be`, {
    hint: `give one such as 500ms or 5s, ${longest} at most`,
  });
}

/**
 * The variable's value when it is one of `values`; the first of them when it is not set.
 * @throws AhaflowError `bad_setting`
 */
export function oneOf<const T extends string>(
  env: Environment,
  name: string,
  values: readonly [T, ...T[]],
): T {
  const given = text(env, name);
  if (given === undefined) return values[0];
  const found = values.find((value) => value === given);
  if (found !== undefined) return found;
  throw new AhaflowError("bad_setting", `${name} has a value that it can't have`, {
    hint: `give one of: ${[...new Set(values)].join(", ")}`,
  });
}
