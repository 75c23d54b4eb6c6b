import { join } from "node:path";
import { connectedPlatforms } from "../platforms/installed.ts";
import type { RunningSimulator } from "../platforms/running-simulator.ts";
import type { Settings } from "../settings/settings.ts";
import type { Closers } from "./parts.ts";

/** The simulators that connections lead to, one of each platform. */
export interface Simulated {
  /** Where they are, by the type of their connections, in the order of the registry. */
  readonly urls: Readonly<Record<string, string>>;
  /** Points every connection at them, with a journal in a folder of its own. */
  redirect(settings: Settings): Settings;
  /** Says where the webhook listener is, which a platform may call. */
  serve(webhookUrl: string): void;
}

/** Starts the simulators. */
export async function simulate(closers: Closers): Promise<Simulated> {
  const simulators = new Map<string, RunningSimulator>();
  for (const { type, connections } of connectedPlatforms) {
    const simulator = await connections.simulate();
    closers.push(() => simulator.close());
    simulators.set(type, simulator);
  }
  const urls = Object.fromEntries([...simulators].map(([type, { url }]) => [type, url]));
  let connections: Settings["connections"] = new Map();
  let webhookUrl: string | undefined;
  const prepare = () => {
    for (const [type, simulator] of simulators)
      simulator.prepare(
        [...connections.values()].filter((one) => one.type === type),
        webhookUrl,
      );
  };
  return {
    urls,
    redirect: (settings) => {
      connections = settings.connections;
      prepare();
      const redirected = [...connections].map(([name, one]) => {
        const simulator = simulators.get(one.type);
        const baseUrl = simulator?.baseUrlOf?.(one) ?? simulator?.baseUrl ?? one.baseUrl;
        return [name, { ...one, baseUrl, isSimulated: true }] as const;
      });
      return {
        ...settings,
        dataFolder: join(settings.dataFolder, "simulated"),
        databaseUrl: undefined,
        connections: new Map(redirected),
      };
    },
    serve: (url) => {
      webhookUrl = url;
      prepare();
    },
  };
}
