import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { ConnectionSettings } from "#src/platforms/connection-settings.js";
import type { RunningSimulator } from "#src/platforms/running-simulator.js";
import { listen } from "../recording-server.ts";

/** What ducks were asked to say, with the keys of those who asked. */
export const said: { readonly key: string | undefined; readonly body: unknown }[] = [];

/** The ponds that were prepared for, with where the webhook listener is. */
export const prepared: { names: string[]; webhookUrl: string | undefined }[] = [];

/** The toy's simulator: a small HTTP server. */
export async function startPond(): Promise<RunningSimulator> {
  const server = createServer((request, response) => {
    void hear(request, response);
  });
  const url = await listen(server);
  return {
    url,
    baseUrl: url,
    prepare: (connections: readonly ConnectionSettings[], webhookUrl) =>
      void prepared.push({ names: connections.map(({ name }) => name), webhookUrl }),
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body: unknown = JSON.parse(await text(request));
  said.push({ key: request.headers.authorization, body });
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ heard: said.length }));
}
