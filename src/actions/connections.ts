import { isDeepStrictEqual } from "node:util";
import type { AhaChatConnectionSettings } from "../settings/settings.ts";
import type { Connection } from "./action.ts";
import { AhaChatClient } from "./ahachat/client.ts";

/**
 * Opens every connection of `ahaflow.yaml`; nothing is sent yet.
 * @param open connections of before: one whose settings are the same is kept, with its rate limit
 */
export function openConnections(
  settings: ReadonlyMap<string, AhaChatConnectionSettings>,
  open: ReadonlyMap<string, Connection> = new Map(),
): ReadonlyMap<string, Connection> {
  return new Map(
    [...settings].map(([name, one]) => {
      const before = open.get(name);
      const isSame = before instanceof AhaChatClient && isDeepStrictEqual(before.settings, one);
      return [name, isSame ? before : new AhaChatClient(one)];
    }),
  );
}

/** Closes connections once the calls that are out have ended. */
export async function closeConnections(
  connections: ReadonlyMap<string, Connection>,
): Promise<void> {
  await Promise.all([...connections.values()].map((connection) => connection.close()));
}
