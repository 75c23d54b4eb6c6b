/** The keys of connections that let us in: ids and tokens, which each platform names. */
import { isJsonObject } from "../documents/json-object.ts";
import type { ValuePath } from "../documents/yaml-document.ts";
import type { ConfigFile } from "../generated/config.ts";
import { connectedPlatform } from "../platforms/installed.ts";
import type { Credential } from "../platforms/platform.ts";

/** A credential in ahaflow.yaml. */
export interface PlacedCredential {
  readonly credential: Credential;
  readonly path: ValuePath;
  /** As it is written there. */
  readonly text: string;
  /** Where people find it; the end of a sentence. */
  readonly hint: string;
  /** What stands in for it where nothing real is called. */
  readonly standIn: string;
}

/** Every credential that stands in a configuration. */
export function credentialsOf({ connections = {} }: ConfigFile): PlacedCredential[] {
  return Object.entries(connections).flatMap(([name, entry], place) => {
    const kind = connectedPlatform(entry.type)?.connections;
    return (kind?.credentials(entry) ?? []).flatMap((credential) => {
      const { at } = credential;
      const text = at.reduce<unknown>(
        (part, key) => (isJsonObject(part) ? part[key] : undefined),
        entry,
      );
      if (kind === undefined || typeof text !== "string") return [];
      const path = ["connections", name, ...at];
      const standIn = credential.standIn(place);
      return [{ credential, path, text, hint: kind.credentialsHint, standIn }];
    });
  });
}

/** The credential at a path, if there is one. */
export function credentialAt(path: ValuePath, config: ConfigFile): PlacedCredential | undefined {
  if (path[0] !== "connections") return undefined;
  return credentialsOf(config).find((one) => one.path.join("\0") === path.join("\0"));
}
