import type { RunningSimulator, SimulatorOptions } from "../running-simulator.ts";

/** Zalo beside the daemon: every token is good, everybody has just written, every template is there. */
export async function startZalo(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { startSimulator } = await import("./simulator/simulator.ts");
  const simulator = await startSimulator(options);
  // What the connections name is there already.
  return { ...simulator, baseUrl: simulator.url, prepare: () => undefined };
}
