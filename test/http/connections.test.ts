import type { RequestListener } from "node:http";
import { connect, type Socket } from "node:net";
import express from "express";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { CONNECTION_LIMITS, type ConnectionLimits } from "#src/http/server/connection-limits.js";
import { openListener } from "#src/http/server/open-listener.js";
import { rawRequest } from "../support/raw-request.ts";

const NAME = { what: "listener of a test", variables: { host: "HOST", port: "PORT" } };

/** A listener that answers with the address that was asked for, once the body is there. */
const echo: RequestListener = express()
  .use(express.raw({ type: () => true, limit: 1_000_000 }))
  .use((request, response) => void response.json({ url: request.url }));

const slow: RequestListener = (_request, response) => {
  setTimeout(() => response.end("first"), 100);
};

async function serve(limits: Partial<ConnectionLimits> = {}, app = echo): Promise<string> {
  const all = { ...CONNECTION_LIMITS, checkMs: 20, ...limits };
  const listening = await openListener(app, { host: "127.0.0.1", port: 0 }, NAME, all);
  onTestFinished(() => listening.close(0));
  return listening.url;
}

const HEAD = "POST /a HTTP/1.1\r\nHost: a\r\n";

/** Writes a byte every few milliseconds, for ever. */
function dribble(begin: string, byte: string) {
  return (socket: Socket) => {
    socket.write(begin);
    const timer = setInterval(() => socket.write(byte), 10);
    socket.on("close", () => clearInterval(timer));
  };
}

describe("a client that takes its time", () => {
  it.each([
    ["sends nothing", (_socket: Socket) => undefined],
    ["dribbles its headers", dribble(HEAD, "X")],
    ["dribbles its body", dribble(`${HEAD}Content-Length: 100000\r\n\r\n`, "x")],
    ["dribbles its chunks", dribble(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, "1\r\nx\r\n")],
  ])("that %s is answered 408 and closed", async (_name, write) => {
    const url = await serve({ headersMs: 100, requestMs: 200 });
    const answer = await rawRequest(url, "", { write, untilClosed: true });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      408,
      { error: { code: "request_timeout", message: expect.any(String) } },
    ]);
  });

  it("may keep a connection between requests for a while, and no longer", async () => {
    const url = await serve({ idleMs: 100 });
    const answer = await rawRequest(url, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n", {
      untilClosed: true,
    });
    expect(answer).toMatchObject({ status: 200, body: '{"url":"/a"}' });
  });
});

const MANY = Array.from({ length: 101 }, (_, at) => `X-${at}: 1\r\n`).join("");

describe("a head that can't be taken", () => {
  it.each([
    ["no HTTP", "hello\r\n\r\n", 400, "bad_request"],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "bad_request"],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400, "bad_request"],
    ["two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "bad_request"],
    ["a NUL in a header", "GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 400, "bad_request"],
    ["two lengths", `${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`, 400, "bad_request"],
    ["a negative length", `${HEAD}Content-Length: -1\r\n\r\n`, 400, "bad_request"],
    [
      "a length and chunks",
      `${HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      "bad_request",
    ],
    [
      "a chunk of no size",
      `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n`,
      400,
      "bad_request",
    ],
    ["a long header", `${HEAD}X: ${"x".repeat(20_000)}\r\n\r\n`, 431, "headers_too_large"],
    ["a long address", `GET /${"x".repeat(20_000)} HTTP/1.1\r\n\r\n`, 431, "headers_too_large"],
    ["many headers", `${HEAD}${MANY}\r\n`, 431, "too_many_headers"],
    ["CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 405, "method_not_allowed"],
    ["an unknown Expect", `${HEAD}Expect: coffee\r\n\r\n`, 417, "expectation_failed"],
  ])("%s is refused in the error shape, and closed", async (_name, bytes, status, code) => {
    const url = await serve();
    const answer = await rawRequest(url, bytes, { untilClosed: true });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      status,
      { error: { code, message: expect.any(String) } },
    ]);
    expect(answer.head).toContain("\nconnection: close");
    expect(answer.head).toContain("\ncontent-type: application/json; charset=utf-8");
  });

  it("does not take its answer from the request before it on the connection", async () => {
    const url = await serve({}, slow);
    const bytes = "GET / HTTP/1.1\r\nHost: a\r\n\r\nno HTTP\r\n\r\n";
    const answer = await rawRequest(url, bytes, { untilClosed: true });
    expect(answer.body).toMatch(/^first\s*HTTP\/1\.1 400 /);
  });
});

describe("a head that looks odd and is none the worse", () => {
  it.each([
    ["an address with a host", "GET http://a/b?c=1 HTTP/1.1\r\nHost: a\r\n\r\n", "/b?c=1"],
    ["an address of a host alone", "GET http://a HTTP/1.1\r\nHost: a\r\n\r\n", "/"],
    ["Upgrade", "GET /u HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: b\r\n\r\n", "/u"],
    ["HTTP/1.0 without Host", "GET /0 HTTP/1.0\r\n\r\n", "/0"],
    [
      "100-continue",
      "PUT /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
      "/e",
    ],
  ])("%s is passed on", async (_name, bytes, url) => {
    const answer = await rawRequest(await serve(), bytes);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { url }]);
  });
});

it("keeps no more connections than its limit", async () => {
  const url = await serve({ connections: 2 });
  const { hostname, port } = new URL(url);
  const sockets = Array.from({ length: 4 }, () => connect(Number(port), hostname));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  const closed = () => sockets.filter((socket) => socket.closed || socket.readableEnded).length;
  for (const socket of sockets) socket.on("error", () => undefined).resume();
  await vi.waitFor(() => expect(closed()).toBe(2));
  for (const socket of sockets) socket.destroy();
  await vi.waitFor(async () => {
    const answer = await rawRequest(url, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    expect(answer.status).toBe(200);
  });
});
