import type { Server, ServerOptions } from "node:http";

/** What one listener puts up with. Times in milliseconds, sizes in bytes. */
export interface ConnectionLimits {
  /** From the first byte of a request, or the opening of the connection, to the end of the headers. */
  readonly headersMs: number;
  /** From the first byte of a request to the last one of its body. */
  readonly requestMs: number;
  /** How long a connection may be quiet between two requests. */
  readonly idleMs: number;
  /** How often the times are looked at. */
  readonly checkMs: number;
  /** Request line and headers together. */
  readonly headerBytes: number;
  readonly headerCount: number;
  /** Connections that are open at the same time; those beyond are closed at once. */
  readonly connections: number;
}

/** The limits of both listeners. */
export const CONNECTION_LIMITS: ConnectionLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  // Longer than the minute of most proxies: they are the ones to close, or would meet a closed one.
  idleMs: 65_000,
  checkMs: 1_000,
  headerBytes: 16_384,
  headerCount: 100,
  connections: 1_000,
};

/** The limits as Node's server takes them when it is made. */
export function serverOptions(limits: ConnectionLimits): ServerOptions {
  return {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.idleMs,
    connectionsCheckingInterval: limits.checkMs,
    maxHeaderSize: limits.headerBytes,
    // Node's own answer has no body; see refuse-request.ts.
    requireHostHeader: false,
  };
}

/** The limits that are set on a server. */
export function limitServer(server: Server, limits: ConnectionLimits): void {
  server.maxConnections = limits.connections;
  // Node would drop headers beyond its count in silence; refuse-request.ts counts and answers.
  server.maxHeadersCount = 0;
}
