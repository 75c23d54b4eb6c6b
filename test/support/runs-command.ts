import type { AnyDaemon } from "./daemon.ts";
import { ahaflow, type Ended, type Terminal } from "./program.ts";

/** `ahaflow runs …`. */
export function runs(
  daemon: Pick<AnyDaemon, "adminUrl">,
  args: readonly string[],
  { env = {}, ...terminal }: Terminal & { env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  return ahaflow(["runs", ...args], { AHAFLOW_ADMIN_URL: daemon.adminUrl, ...env }, terminal);
}
