/** What a connection says is checked with the schema of its platform. */

import { isJsonObject } from "../documents/json-object.ts";
import type { SchemaMistake } from "../documents/schema-mistake.ts";
import type { SchemaValidator } from "../documents/schema-validator.ts";
import type { Span, ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { ConfigFile } from "../generated/config.ts";
import { nearestName } from "../nearest-name.ts";
import type { ConnectionConfig } from "../platforms/connection-settings.ts";
import {
  connectedPlatform,
  connectedPlatforms,
  platformOf,
  platformOfName,
} from "../platforms/installed.ts";
import type { Platform } from "../platforms/platform.ts";

const validators: ReadonlyMap<string, SchemaValidator> = new Map(
  connectedPlatforms.map(({ type, connections: { check } }) => [type, check]),
);

/** Every mistake of the connections of a configuration; whether they are connections is seen to before. */
export const checkConnections: SchemaValidator = (config, options) => {
  const connections = isJsonObject(config) ? config["connections"] : undefined;
  if (!isJsonObject(connections)) return [];
  return Object.entries(connections).flatMap(([name, entry]) => {
    const type = isJsonObject(entry) ? entry["type"] : undefined;
    if (typeof type !== "string") return [];
    const check = validators.get(type);
    return check?.({ connections: { [name]: entry } }, options) ?? [unknownType(name, type)];
  });
};

/** What is wrong with the files that connections name, and with what they say of them. */
export function checkNamedFiles(
  document: YamlDocument,
  { connections = {} }: ConfigFile,
  folder: string,
): Problem[] {
  return Object.entries(connections).flatMap(([name, entry]) => {
    const { connections: kind } = platformOf(entry);
    if (kind.actions !== undefined && hasActions(platformOfName(name)))
      return [takenName(document, name)];
    return (kind.mistakes?.(name, entry, folder) ?? []).map(({ rule, message, hint, at }) => ({
      rule,
      severity: "error" as const,
      message,
      hint,
      ...("where" in at ? at : spanOf(document, ["connections", name, ...at])),
    }));
  });
}

/** The files that the connections of a configuration name, also of one that is wrong; those missing, too. */
export function filesNamed({ value }: YamlDocument, folder: string): readonly string[] {
  const connections = isJsonObject(value) ? value["connections"] : undefined;
  return Object.values(isJsonObject(connections) ? connections : {}).flatMap((entry) => {
    const kind = isJsonObject(entry) ? connectedPlatform(entry["type"])?.connections : undefined;
    return kind?.names?.(entry as Partial<ConnectionConfig>, folder) ?? [];
  });
}

function hasActions(platform: Platform | undefined): boolean {
  return platform !== undefined && (platform.actions.length > 0 || "connections" in platform);
}

/** Its own actions would be called as those of a platform are. */
function takenName(document: YamlDocument, name: string): Problem {
  return {
    rule: "wrong-value",
    severity: "error",
    message: `a connection with actions of its own can't be called "${name}": ${name}.… are actions already`,
    hint: "give it another name",
    ...document.keySpanOf(["connections", name]),
  };
}

/** The value's place, or where there is none its key's. */
function spanOf(document: YamlDocument, path: ValuePath): Span {
  return path.length === 2 ? document.keySpanOf(path) : document.spanOf(path);
}

/** It comes from the file alone: what else the connection has to say depends on it. */
function unknownType(name: string, type: string): SchemaMistake {
  const types = [...validators.keys()];
  const near = nearestName(type, types);
  const hint = near === undefined ? `there are: ${types.join(", ")}` : `did you mean "${near}"?`;
  const message = `connections.${name}.type is that of no platform`;
  const path = ["connections", name, "type"];
  return { rule: "wrong-value", path, atKey: false, message, hint };
}
