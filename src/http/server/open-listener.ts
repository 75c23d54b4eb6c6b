import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AhaflowError } from "../../errors.ts";
import type { Listener } from "../../settings/settings.ts";
import { answerBrokenRequests } from "./broken-requests.ts";
import { CONNECTION_LIMITS, limitServer, serverOptions } from "./connection-limits.ts";
import { withHeadChecked } from "./refuse-request.ts";

/** A server that answers. */
export interface OpenListener {
  /** `http://host:port` with the real port. */
  readonly url: string;
  /**
   * Takes no new connection and resolves when the requests that are there are answered, or cut off
   * after the grace time, in milliseconds.
   */
  close(graceMs: number): Promise<void>;
}

/**
 * Listens on a host and port.
 * @param name what the listener is for, and the variable that sets its port, for messages
 * @param limits what a client may do, beside what is asked for
 * @throws AhaflowError `listen_failed` when the port is taken or not allowed
 */
export async function openListener(
  app: RequestListener,
  { host, port }: Listener,
  name: { readonly what: string; readonly variable: string },
  limits = CONNECTION_LIMITS,
): Promise<OpenListener> {
  const server = createServer(serverOptions(limits), withHeadChecked(app, limits));
  limitServer(server, limits);
  answerBrokenRequests(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === "EADDRINUSE";
      const why = taken ? "the port is in use" : (cause.code ?? "unknown");
      const message = `the ${name.what} can't listen on ${host}:${port}: ${why}`;
      const hint = `set ${name.variable} to another port, or to 0 for any free one`;
      reject(new AhaflowError("listen_failed", message, { hint, cause }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const shown = address.address.includes(":") ? `[${address.address}]` : address.address;
  return {
    url: `http://${shown}:${address.port}`,
    close: (graceMs) => closeServer(server, graceMs),
  };
}

function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    // Clients that keep their connections would hold the server open: quiet ones until they time
    // out, and those that go on sending for ever.
    server.keepAliveTimeout = 1;
    server.prependListener("request", (_request, response) =>
      response.setHeader("connection", "close"),
    );
    server.closeIdleConnections();
  });
}
