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
 * @param name of the listener, for messages
 * @param limits what a client may do, beside what is asked for
 * @throws AhaflowError `listen_failed` when the port is taken or not allowed
 */
export async function openListener(
  app: RequestListener,
  { host, port }: Listener,
  name: ListenerName,
  limits = CONNECTION_LIMITS,
): Promise<OpenListener> {
  const server = createServer(serverOptions(limits), withHeadChecked(app, limits));
  limitServer(server, limits);
  answerBrokenRequests(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const { why, hint } = whyNot(cause.code, name, { host, port });
      const message = `the ${name.what} can't listen on ${shownHost(host)}:${port}: ${why}`;
      reject(new AhaflowError("listen_failed", message, { hint, cause }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${shownHost(address.address)}:${address.port}`,
    close: (graceMs) => closeServer(server, graceMs),
  };
}

interface ListenerName {
  /** What it is for. */
  readonly what: string;
  /** The variables that set its host and its port. */
  readonly variables: { readonly host: string; readonly port: string };
  /** Another one of this process, which is open. */
  readonly beside?: Listener & Pick<ListenerName, "what" | "variables">;
}

/** Why an address can't be listened on, and what to do. */
function whyNot(
  code = "unknown",
  { variables, beside }: ListenerName,
  { host, port }: Listener,
): { readonly why: string; readonly hint: string } {
  const hint = `set ${variables.port} to another port, or to 0 for any free one`;
  const isSameHost = beside?.host === host || isEvery(host) || isEvery(beside?.host);
  if (code === "EADDRINUSE" && beside?.port === port && isSameHost)
    return {
      why: `that is the port of the ${beside.what}`,
      hint: `set ${variables.port} or ${beside.variables.port} to another port`,
    };
  if (code === "EADDRINUSE") return { why: "the port is in use", hint };
  if (code === "EACCES") return { why: "the port is not allowed to this user", hint };
  if (["ENOTFOUND", "EAI_AGAIN", "EADDRNOTAVAIL", "EINVAL"].includes(code))
    return {
      why: `this machine has no such address (${code})`,
      hint: `set ${variables.host} to an address of this machine without brackets, 127.0.0.1 or ::1 for itself, 0.0.0.0 for all`,
    };
  return { why: code, hint };
}

/** Whether a host stands for all addresses of the machine. */
function isEvery(host: string | undefined): boolean {
  return host === "0.0.0.0" || host === "::";
}

function shownHost(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
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
