import type { RunningSimulator, SimulatorOptions } from "../running-simulator.ts";
import type { ChatbotxConnectionSettings } from "./settings.ts";
import type { Seed } from "./simulator/seed.ts";

/** ChatbotX beside the daemon: a workspace for each connection, with the inbox that it names. */
export async function startChatbotx({
  port = 0,
  seed,
}: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { startSimulator } = await import("./simulator/simulator.ts");
  // It checks the seed itself.
  const given = seed as Seed | undefined;
  const simulator = await startSimulator({ port, seed: given ?? { open: true } });
  return {
    url: simulator.url,
    baseUrl: simulator.baseUrl,
    prepare: (connections: readonly ChatbotxConnectionSettings[]) =>
      simulator.seed({
        workspaces: Object.fromEntries(
          connections.map(({ name, token, inbox }) => [
            name,
            { token, inboxes: inboxesFor(inbox) },
          ]),
        ),
      }),
    close: () => simulator.close(),
  };
}

/** The connection's, which people write on, and a web chat, which the server puts new people on. */
function inboxesFor(inbox: string | undefined) {
  const web = { id: "102", name: "Website", channel: "webchat" };
  return [{ id: "101", name: inbox ?? "Messenger", channel: "messenger" }, web];
}
