import type { RunningSimulator, SimulatorOptions } from "../running-simulator.ts";

/** A mail server beside the daemon, which keeps what it takes. */
export async function startSmtp(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { startSimulator } = await import("./simulator/simulator.ts");
  const simulator = await startSimulator(options);
  return { ...simulator, prepare: () => undefined };
}
