import type { AhaChatConnectionSettings } from "../settings/settings.ts";
import type { Connection } from "./action.ts";
import { AhaChatClient } from "./ahachat/client.ts";

/** Opens every connection of `ahaflow.yaml`; nothing is sent yet. */
export function openConnections(
  settings: ReadonlyMap<string, AhaChatConnectionSettings>,
): ReadonlyMap<string, Connection> {
  return new Map([...settings].map(([name, one]) => [name, new AhaChatClient(one)]));
}

/** Closes connections once the calls that are out have ended. */
export async function closeConnections(
  connections: ReadonlyMap<string, Connection>,
): Promise<void> {
  await Promise.all([...connections.values()].map((connection) => connection.close()));
}
