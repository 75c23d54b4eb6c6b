import { isDeepStrictEqual } from "node:util";
import { NOBODY, type Teller } from "../journal/changes.ts";
import type { CircuitReport } from "../outgoing/circuit-breaker.ts";
import { LocalQuota } from "../outgoing/local-quota.ts";
import type { Quota } from "../outgoing/quota.ts";
import type { Connection } from "./action.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import { platformOf } from "./installed.ts";

/**
 * Opens what bounds the calls over a connection.
 * @param onCircuit is told when the circuit opens and closes
 */
export type OpenQuota = (
  settings: ConnectionSettings,
  onCircuit: (report: CircuitReport) => void,
) => Quota;

/** For this process alone. */
export const openLocalQuota: OpenQuota = (settings, onCircuit) =>
  new LocalQuota(settings, onCircuit);

export interface ConnectionsOptions {
  /** Hears when a circuit opens and closes. */
  readonly changes?: Teller | undefined;
  /** For this process alone unless given. */
  readonly openQuota?: OpenQuota | undefined;
}

/**
 * Opens every connection of `ahaflow.yaml`; nothing is sent yet.
 * @param open connections of before: one whose settings are the same is kept, with its rate limit
 *   and its circuit
 */
export function openConnections(
  settings: ReadonlyMap<string, ConnectionSettings>,
  open: ReadonlyMap<string, Connection> = new Map(),
  { changes = NOBODY, openQuota = openLocalQuota }: ConnectionsOptions = {},
): ReadonlyMap<string, Connection> {
  return new Map(
    [...settings].map(([name, one]) => {
      const before = open.get(name);
      if (before !== undefined && isDeepStrictEqual(before.settings, one)) return [name, before];
      const listener = ({ state, nextAt }: CircuitReport) =>
        changes.tell({ of: "connection", connection: name, state, nextAt });
      return [name, platformOf(one).connections.open(one, openQuota(one, listener))];
    }),
  );
}

/** Closes connections once the calls that are out have ended. */
export async function closeConnections(
  connections: ReadonlyMap<string, Connection>,
): Promise<void> {
  await Promise.all([...connections.values()].map(closeOne));
}

async function closeOne(connection: Connection): Promise<void> {
  await connection.close();
  connection.quota.close();
}
