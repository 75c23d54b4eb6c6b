import type { RunningSimulator, SimulatorOptions } from "../running-simulator.ts";

/** Telegram beside the daemon: every token is a bot's, every chat is there. */
export async function startTelegram(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { startSimulator } = await import("./simulator/simulator.ts");
  const simulator = await startSimulator(options);
  // What the connections name is there already.
  return { ...simulator, baseUrl: simulator.url, prepare: () => undefined };
}
