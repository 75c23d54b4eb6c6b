/**
 * What Node's server answers without a body, or not at all, is answered in the product's error
 * shape: HTTP that can't be read, requests that come too slowly, CONNECT, an unknown Expect.
 */
import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type RefusedRequest, refusalBytes, refuse } from "./refuse-request.ts";

const BROKEN: RefusedRequest = {
  status: 400,
  code: "bad_request",
  message: "the request is not HTTP that can be read",
};

/** By the codes of Node and its parser; anything else is {@link BROKEN}. */
const REFUSALS: { readonly [code: string]: RefusedRequest } = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: "request_timeout",
    message: "the request came too slowly; send it again",
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: "headers_too_large",
    message: "the address and the headers are too long",
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    code: "payload_too_large",
    message: "the chunks of the body have extensions that are too long",
  },
};

const NO_TUNNELS: RefusedRequest = {
  status: 405,
  code: "method_not_allowed",
  message: "this is no proxy",
};

const NO_EXPECTATIONS: RefusedRequest = {
  status: 417,
  code: "expectation_failed",
  message: "the only expectation that is met is 100-continue",
};

/** Answers what Node would not, on every connection of a server. */
export function answerBrokenRequests(server: Server): void {
  // Answers go out in order, so the newest one of a connection is the last to be there.
  const newest = new WeakMap<Duplex, ServerResponse>();
  server.prependListener("request", (request, response) => newest.set(request.socket, response));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const refusal = REFUSALS[error.code ?? ""] ?? BROKEN;
    const response = newest.get(socket);
    if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else if (response === undefined || response.writableFinished) close(socket, refusal);
    // The request before this one was whole, and has its own answer.
    else if (response.req.complete) response.once("close", () => close(socket, refusal));
    else if (response.headersSent) socket.destroy();
    else refuse(response, refusal);
  });
  server.on("connect", (_request, socket) => close(socket, NO_TUNNELS));
  server.on("checkExpectation", (_request, response) => refuse(response, NO_EXPECTATIONS));
}

function close(socket: Duplex, refusal: RefusedRequest): void {
  if (!socket.writable) return void socket.destroy();
  socket.end(refusalBytes(refusal, STATUS_CODES[refusal.status] ?? ""), () => socket.destroy());
}
