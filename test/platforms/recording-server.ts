import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { Server } from "node:net";

/** A request as it arrived. */
export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  /** The query as it stood in the address, with its question mark. */
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: unknown;
  /** `performance.now()` when it was whole. */
  readonly at: number;
}

export type Answer = (response: ServerResponse, arrival: Arrival) => void;

/** An HTTP server that keeps what it got and answers as the test says. */
export interface RecordingServer {
  readonly url: string;
  readonly arrivals: Arrival[];
  /** What answers from now on. */
  answer: Answer;
  /** Resolves with the arrivals once there are so many. */
  arrived(count: number): Promise<Arrival[]>;
  close(): Promise<void>;
}

/** An answer with a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
}

export const OK = json(200, { success: true, result: "ok" });

/** Listens on any free port. @returns the address */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

export async function recordingServer(): Promise<RecordingServer> {
  const arrivals: Arrival[] = [];
  let watchers: (() => void)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => arrive(request, response, Buffer.concat(chunks).toString()));
  });
  const arrive = (request: IncomingMessage, response: ServerResponse, text: string) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const arrival: Arrival = {
      method: request.method ?? "",
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      search: url.search,
      headers: request.headers,
      text,
      json:
        request.headers["content-type"] === "application/json" && text
          ? JSON.parse(text)
          : undefined,
      at: performance.now(),
    };
    arrivals.push(arrival);
    for (const watch of watchers) watch();
    self.answer(response, arrival);
  };
  const self: RecordingServer = {
    url: await listen(server),
    arrivals,
    answer: OK,
    arrived: (count) =>
      new Promise((resolve) => {
        const watch = () => {
          if (arrivals.length < count) return;
          watchers = watchers.filter((other) => other !== watch);
          resolve(arrivals);
        };
        watchers.push(watch);
        watch();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}
