import { join } from "node:path";
import type { Settings } from "../settings/settings.ts";
import type { Closers } from "./parts.ts";

/** The simulator that every connection leads to. */
export interface Simulated {
  readonly url: string;
  /**
   * Points every connection at it, with a journal in a folder of its own, and makes the helper blocks of
   * those that are `via: blocks`.
   */
  redirect(settings: Settings): Settings;
  /** Says where the webhook listener is, which the helper block `dynamic` calls. */
  serveMessages(webhookUrl: string): void;
}

/** Starts the simulator. */
export async function simulate(closers: Closers): Promise<Simulated> {
  const [{ startSimulator }, { helperBlocks }] = await Promise.all([
    import("../platforms/ahachat/simulator/simulator.ts"),
    import("../platforms/ahachat/simulator/helper-blocks.ts"),
  ]);
  const simulator = await startSimulator({ open: true });
  closers.push(() => simulator.close());
  let connections: Settings["connections"] = new Map();
  let webhookUrl: string | undefined;
  const makeBlocks = () => simulator.seed(helperBlocks(connections.values(), webhookUrl));
  return {
    url: simulator.url,
    redirect: (settings) => {
      connections = settings.connections;
      makeBlocks();
      const redirected = [...connections].map(
        ([name, one]) => [name, { ...one, baseUrl: simulator.url }] as const,
      );
      return {
        ...settings,
        dataFolder: join(settings.dataFolder, "simulated"),
        connections: new Map(redirected),
      };
    },
    serveMessages: (url) => {
      webhookUrl = url;
      makeBlocks();
    },
  };
}
