import type { RunningSimulator, SimulatorOptions } from "../running-simulator.ts";
import type { SheetsConnectionSettings } from "./settings.ts";

/** Google Sheets beside the daemon, with the spreadsheets of the connections as their `columns` say. */
export async function startGoogleSheets(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { startSimulator } = await import("./simulator/simulator.ts");
  const { prepare, ...simulator } = await startSimulator(options);
  return {
    ...simulator,
    baseUrl: simulator.url,
    prepare: (connections: readonly SheetsConnectionSettings[]) => {
      for (const { spreadsheet, columns } of connections) prepare(spreadsheet, columns);
    },
  };
}
