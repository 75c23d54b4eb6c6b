import { isDeepStrictEqual } from "node:util";
import type { CircuitReport } from "../outgoing/circuit-breaker.ts";
import { LocalQuota } from "../outgoing/local-quota.ts";
import type { Connection } from "./action.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import { platformOf } from "./installed.ts";

/** Told when the circuit of a connection opens and closes. */
export type CircuitListener = (connection: string, report: CircuitReport) => void;

/**
 * Opens every connection of `ahaflow.yaml`; nothing is sent yet.
 * @param open connections of before: one whose settings are the same is kept, with its rate limit
 *   and its circuit
 */
export function openConnections(
  settings: ReadonlyMap<string, ConnectionSettings>,
  open: ReadonlyMap<string, Connection> = new Map(),
  onCircuit?: CircuitListener,
): ReadonlyMap<string, Connection> {
  return new Map(
    [...settings].map(([name, one]) => {
      const before = open.get(name);
      if (before !== undefined && isDeepStrictEqual(before.settings, one)) return [name, before];
      const listener = onCircuit && ((report: CircuitReport) => onCircuit(name, report));
      return [name, platformOf(one).connections.open(one, new LocalQuota(one, listener))];
    }),
  );
}

/** Closes connections once the calls that are out have ended. */
export async function closeConnections(
  connections: ReadonlyMap<string, Connection>,
): Promise<void> {
  await Promise.all([...connections.values()].map((connection) => connection.close()));
}
