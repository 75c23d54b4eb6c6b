import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A way to a server that can be cut, shut, and made to lose all that goes through it. */
export interface Way {
  /** The server's URL, by this way. */
  readonly url: string;
  /** While it is not, connections are ended as they come. */
  isOpen: boolean;
  /** While it is, nothing comes through, and nobody is told. */
  isSilent: boolean;
  /** When somebody tried it while it was shut, as `performance.now()` has it. */
  readonly tries: number[];
  /** Ends every connection. */
  readonly cut: () => void;
}

/** Opens a way to a server, for a test. */
export async function openWay(url: string): Promise<Way> {
  const { port, hostname } = new URL(url);
  const sockets = new Set<Socket>();
  const cut = () => sockets.forEach((socket) => socket.destroy());
  const to = new URL(url);
  const way = { isOpen: true, isSilent: false, tries: [] as number[], url: "", cut };
  const proxy = createServer((client) => {
    client.on("error", () => undefined);
    if (!way.isOpen) return void (way.tries.push(performance.now()), client.destroy());
    const upstream = connect(Number(port), hostname).on("error", () => undefined);
    sockets.add(client);
    client.once("close", () => (sockets.delete(client), upstream.destroy()));
    upstream.once("close", () => client.destroy());
    client.on("data", (data) => way.isSilent || upstream.write(data));
    upstream.on("data", (data) => way.isSilent || client.write(data));
  });
  await new Promise<void>((resolve) => void proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    proxy.close();
    cut();
  });
  to.port = String((proxy.address() as { port: number }).port);
  way.url = to.href;
  return way;
}
