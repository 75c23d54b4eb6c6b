import type { ConfigFile } from "../generated/config.ts";
import { platformOf } from "../platforms/installed.ts";
import { credentialsOf } from "./credentials.ts";
import { REFERENCE } from "./interpolate.ts";
import { connectionsOf, retryPolicy, stepLimits } from "./load-settings.ts";
import type { Settings } from "./settings.ts";

/** A part of the settings that holds names and stand-ins: nothing of it opens anything. */
export type StandInSettings = Pick<
  Settings,
  "connections" | "secrets" | "vars" | "retry" | "limits"
>;

/**
 * A configuration without its environment, the same on every machine: each secret is `secret:NAME`,
 * and a `${…}` is its default, or else the text between its braces.
 */
export function standInSettings(config: ConfigFile): StandInSettings {
  const { connections = {}, secrets = {}, vars = {}, defaults, limits } = withoutSources(config);
  const standIns = new Map(
    credentialsOf(config).map(({ path, standIn }) => [path.join("\0"), standIn]),
  );
  const named = Object.entries(connections).map(([name, entry]) => {
    const { credentials, offline } = platformOf(entry).connections;
    // Addresses and limits are not needed where nothing is called.
    const kept = Object.entries(entry).filter(([key]) => key === "type" || offline.includes(key));
    const stood = credentials.map(({ key }) => [
      key,
      standIns.get(["connections", name, key].join("\0")),
    ]);
    return [name, Object.fromEntries([...kept, ...stood])] as const;
  });
  return {
    connections: connectionsOf({ connections: Object.fromEntries(named) }),
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
