import { dirname } from "node:path";
import type { ConfigFile } from "../generated/config.ts";
import { platformOf } from "../platforms/installed.ts";
import { DEFAULT_PATH } from "./config-file.ts";
import { connectionsOf, retryPolicy, stepLimits } from "./config-values.ts";
import { credentialsOf } from "./credentials.ts";
import { REFERENCE } from "./interpolate.ts";
import type { Settings } from "./settings.ts";

/** A part of the settings that holds names and stand-ins: nothing of it opens anything. */
export type StandInSettings = Pick<
  Settings,
  "connections" | "secrets" | "vars" | "retry" | "limits" | "configFile"
>;

/**
 * A configuration without its environment, the same on every machine: each secret is `secret:NAME`,
 * and a `${…}` is its default, or else the text between its braces.
 * @param configFile path of ahaflow.yaml
 */
export function standInSettings(
  config: ConfigFile,
  configFile: string = DEFAULT_PATH,
): StandInSettings {
  const {
    connections = {},
    secrets = {},
    vars = {},
    defaults,
    limits,
  } = withoutSources(withStandIns(config));
  const named = Object.entries(connections).map(([name, entry]) => {
    const { connections: kind } = platformOf(entry);
    // Addresses and limits are not needed where nothing is called.
    const kept = new Set([
      "type",
      ...kind.offline,
      ...kind.credentials(entry).map(({ at: [key] }) => key),
    ]);
    return [name, Object.fromEntries(Object.entries(entry).filter(([key]) => kept.has(key)))];
  });
  return {
    configFile,
    connections: connectionsOf({ connections: Object.fromEntries(named) }, dirname(configFile)),
    secrets: Object.fromEntries(Object.keys(secrets).map((name) => [name, `secret:${name}`])),
    vars,
    // A size may come from the environment too, like a delay below.
    limits: stepLimits(limits?.loop_items === undefined ? {} : { loop_items: limits.loop_items }),
    // Delays may come from the environment too; where nothing is called, nobody waits for them.
    retry: retryPolicy(
      defaults?.retry?.attempts === undefined ? {} : { attempts: defaults.retry.attempts },
    ),
  };
}

/** A copy in which each credential is what stands in for it. */
function withStandIns(config: ConfigFile): ConfigFile {
  const copy = structuredClone(config);
  for (const { path, standIn } of credentialsOf(config)) {
    const holder = path.slice(0, -1).reduce<unknown>(partOf, copy);
    (holder as Record<string, unknown>)[String(path.at(-1))] = standIn;
  }
  return copy;
}

function partOf(value: unknown, key: string | number): unknown {
  return (value as Record<string, unknown>)[key];
}

function withoutSources<T>(value: T): T {
  const fill = (part: unknown): unknown => {
    if (typeof part === "string") return part.replace(REFERENCE, standIn);
    if (Array.isArray(part)) return part.map(fill);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, fill(item)]));
  };
  return fill(value) as T;
}

function standIn(_whole: string, kind: string, target: string): string {
  const split = kind === "env" ? target.indexOf(":-") : -1;
  return split < 0 ? `${kind}:${target}` : target.slice(split + 2);
}
