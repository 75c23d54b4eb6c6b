/** What a connection says is checked with the schema of its platform. */

import { isJsonObject } from "../documents/json-object.ts";
import type { SchemaMistake } from "../documents/schema-mistake.ts";
import type { SchemaValidator } from "../documents/schema-validator.ts";
import { nearestName } from "../nearest-name.ts";
import { connectedPlatforms } from "../platforms/installed.ts";

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

/** It comes from the file alone: what else the connection has to say depends on it. */
function unknownType(name: string, type: string): SchemaMistake {
  const types = [...validators.keys()];
  const near = nearestName(type, types);
  const hint = near === undefined ? `there are: ${types.join(", ")}` : `did you mean "${near}"?`;
  const message = `connections.${name}.type is that of no platform`;
  const path = ["connections", name, "type"];
  return { rule: "wrong-value", path, atKey: false, message, hint };
}
