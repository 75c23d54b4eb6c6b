import type { RunningSimulator, SimulatorOptions } from "../running-simulator.ts";
import type { AhaChatConnectionSettings } from "./settings.ts";
import type { Seed } from "./simulator/seed.ts";

/** AhaChat beside the daemon, with the helper blocks of connections that are `via: blocks`. */
export async function startAhaChat({
  port = 0,
  seed,
}: SimulatorOptions = {}): Promise<RunningSimulator> {
  const [{ startSimulator }, { helperBlocks }] = await Promise.all([
    import("./simulator/simulator.ts"),
    import("./simulator/helper-blocks.ts"),
  ]);
  // It checks the seed itself.
  const filled = seed === undefined ? { open: true } : { seed: seed as Seed };
  const simulator = await startSimulator({ port, ...filled });
  return {
    url: simulator.url,
    baseUrl: simulator.url,
    prepare: (connections: readonly AhaChatConnectionSettings[], webhookUrl) =>
      simulator.seed(helperBlocks(connections, webhookUrl)),
    close: () => simulator.close(),
  };
}
