/** Calls that break when something of them has gone out, and calls of which nothing has. */
import { createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { listen } from "../platforms/recording-server.ts";
import type { Daemon, ShownRun } from "../support/daemon.ts";
import { callStep, Project, shopAt } from "../support/project.ts";

const QUICKLY = { attempts: 3, delay: "10ms", jitter: false } as const;

/** What a server does with a request that has come whole. */
type Way = (socket: Socket) => void;

const answer =
  (status: string, body: string, ...headers: string[]): Way =>
  (socket) =>
    socket.end(
      [
        `HTTP/1.1 ${status}`,
        "content-type: application/json",
        `content-length: ${body.length}`,
        ...headers,
        "",
        body,
      ].join("\r\n"),
    );

const failed = (code: number) => `{"success":false,"error":{"code":${code}}}`;

/** Each leaves open whether the request was done. */
const DOUBTFUL: Readonly<Record<string, Way>> = {
  "the connection is closed": (socket) => socket.end(),
  "the connection is reset": (socket) => socket.resetAndDestroy(),
  "500": answer("500 Oops", failed(1)),
  "500 with Messenger's code 2": answer("500 Oops", failed(2)),
  "500 with Messenger's code 1200": answer("500 Oops", failed(1200)),
  "502": answer("502 Bad Gateway", ""),
  "503 that says nothing of later": answer("503 Service Unavailable", ""),
  "504": answer("504 Gateway Timeout", "<html>"),
  "an answer of 101": (socket) =>
    socket.write("HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
  "an answer of 100, which nobody expects": (socket) =>
    socket.write("HTTP/1.1 100 Continue\r\n\r\n"),
  "headers cut off": (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-le"),
  "a body cut off": (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{"),
  "chunks cut off": (socket) =>
    socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"),
  "chunks that are none": (socket) =>
    socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}"),
  "something that is not HTTP": (socket) => socket.end("SSH-2.0-OpenSSH\r\n"),
  "too few bytes in the middle of a failure": (socket) =>
    socket.end("HTTP/1.1 500 Oops\r\ncontent-length: 20\r\n\r\n{"),
  "no answer": () => undefined,
};

/** Each says that the request was not taken. */
const REFUSED: Readonly<Record<string, Way>> = {
  "408": answer("408 Request Timeout", ""),
  "429": answer("429 Too Many Requests", ""),
  "503 that says when to come again": answer("503 Unavailable", "", "retry-after: 0"),
};

/** Broken answers that say by their status that the request was done. */
const DONE: Readonly<Record<string, Way>> = {
  "a coding that is none": answer("200 OK", "{}", "content-encoding: gzip"),
  "half a packing": answer(
    "200 OK",
    gzipSync("{}").toString("latin1").slice(0, 12),
    "content-encoding: gzip",
  ),
  "no JSON": answer("200 OK", "<html>"),
};

/** A server of sockets that does one thing with every request. @returns how many came */
async function serverOf(): Promise<{ url: string; way: Way; requests: number }> {
  const sockets = new Set<Socket>();
  const self = { url: "", way: (() => undefined) as Way, requests: 0 };
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      const [head = "", body] = text.split("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (body === undefined || body.length < length) return;
      text = "";
      self.requests++;
      self.way(socket);
    });
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  self.url = await listen(server);
  return self;
}

async function start(
  url: string,
  { timeout = "1s", ...more }: { timeout?: string; circuit_breaker?: object } = {},
): Promise<Daemon> {
  const config = shopAt(url, { defaults: { retry: QUICKLY } });
  const shop = { ...config.connections?.["shop"], circuit_breaker: { failures: 1000 }, ...more };
  const project = new Project({ ...config, connections: { shop: shop as never } });
  const say = { uses: "ahachat.send_text", with: { user_id: "6523889107654321", text: "Chào" } };
  for (const on_doubt of ["fail", "retry"] as const) {
    const about = { on_doubt, timeout };
    project.flow(`say-${on_doubt}`, { connection: "shop", steps: [{ id: "a", ...say, ...about }] });
    project.flow(`call-${on_doubt}`, { steps: [callStep(url, "a", about)] });
  }
  return project.start();
}

const reasons = ({ steps }: ShownRun) => steps[0]?.attempts.map(({ error }) => error?.reason);

describe("a call that breaks when it has gone out", () => {
  it.each(["say", "call"])("is made once with on_doubt: fail (%s)", async (flow) => {
    const server = await serverOf();
    const daemon = await start(server.url);
    for (const [name, way] of Object.entries(DOUBTFUL)) {
      Object.assign(server, { way, requests: 0 });
      const run = await daemon.finished(await daemon.accept(`/${flow}-fail`, {}));
      const reason = name === "no answer" ? "timeout" : "interrupted";
      expect([name, run.error?.reason, reasons(run)]).toEqual([name, reason, [reason]]);
      expect([name, run.steps[0]?.error?.message]).toEqual([
        name,
        expect.stringContaining("the call may have arrived"),
      ]);
      expect([name, server.requests]).toEqual([name, 1]);
    }
  });

  it("is made again with on_doubt: retry", async () => {
    const server = await serverOf();
    const daemon = await start(server.url);
    for (const [name, way] of Object.entries(DOUBTFUL)) {
      Object.assign(server, { way, requests: 0 });
      const run = await daemon.finished(await daemon.accept("/call-retry", {}));
      const reason = name === "no answer" ? "timeout" : "unavailable";
      expect([name, reasons(run)]).toEqual([name, [reason, reason, reason]]);
      expect([name, server.requests]).toEqual([name, 3]);
    }
  });

  it("is made once whatever on_doubt says when its status says that it was done", async () => {
    const server = await serverOf();
    const daemon = await start(server.url);
    for (const [name, way] of Object.entries(DONE))
      for (const flow of ["say-fail", "say-retry", "call-fail", "call-retry"]) {
        Object.assign(server, { way, requests: 0 });
        await daemon.finished(await daemon.accept(`/${flow}`, {}));
        expect([name, flow, server.requests]).toEqual([name, flow, 1]);
      }
  });

  it("opens the circuit as any other outage does", async () => {
    const server = await serverOf();
    server.way = answer("502 Bad Gateway", "");
    const daemon = await start(server.url, { circuit_breaker: { failures: 2, delay: "1h" } });
    for (let n = 0; n < 2; n++) await daemon.finished(await daemon.accept("/say-fail", {}));
    const id = await daemon.accept("/say-fail", {});
    const resting = await daemon.runWhen(id, ({ steps }) => steps[0]?.attempts.length === 1);
    expect(reasons(resting)).toEqual(["circuit_open"]);
    expect(server.requests).toBe(2);
  });
});

/** An answer that says by its status what came of the call, and comes to the middle of its body. */
const halfOf = (status: string, ...headers: string[]) =>
  [`HTTP/1.1 ${status}`, "content-length: 20", ...headers, "", '{"error'].join("\r\n");
const stalled =
  (text: string): Way =>
  (socket) =>
    socket.write(text);
const cut =
  (text: string): Way =>
  (socket) =>
    socket.end(text);

/** The way, how often it is asked by a step, and what comes of that. */
const HALF: readonly (readonly [way: Way, requests: number, reason: string, status?: number])[] = [
  [stalled(halfOf("401 No", "content-encoding: gzip")), 1, "bad_credentials", 401],
  [stalled(halfOf("500 Oops")), 1, "interrupted", 500],
  [stalled(halfOf("200 OK")), 1, "timeout"],
  [cut(halfOf("400 Bad")), 1, "invalid_request", 400],
  [cut(halfOf("302 There", "location: /there")), 1, "invalid_request", 302],
  [cut(halfOf("429 Later", "retry-after: 0")), 3, "rate_limited", 429],
];

it("a refusal whose body stalls or breaks off is what its status says, and a success in doubt", async () => {
  const server = await serverOf();
  const daemon = await start(server.url, { timeout: "700ms" });
  for (const [way, requests, reason, status] of HALF) {
    Object.assign(server, { way, requests: 0 });
    const ids = await Promise.all(
      ["/say-fail", "/call-fail"].map((path) => daemon.accept(path, {})),
    );
    const runs = await daemon.finishedAll(ids);
    const errors = runs.map(({ steps }) => steps[0]?.error);
    expect([status, ...runs.map(reasons), server.requests]).toEqual([
      status,
      Array(requests).fill(reason),
      Array(requests).fill(reason),
      2 * requests,
    ]);
    expect(errors.map((error) => error?.status)).toEqual([status, status]);
    // Codes of the platform could have said more; of any other call they are not read.
    const lacks = "the body of the answer could not be read";
    expect([status, ...errors.map((error) => error?.message.includes(lacks))]).toEqual([
      status,
      status !== undefined,
      false,
    ]);
  }
});

describe("a call of which nothing has gone out", () => {
  it("is made again with on_doubt: fail when nobody listens", async () => {
    const server = await serverOf();
    const daemon = await start("http://127.0.0.1:1");
    for (const flow of ["say-fail", "call-fail"]) {
      const run = await daemon.finished(await daemon.accept(`/${flow}`, {}));
      expect(reasons(run)).toEqual(["unavailable", "unavailable", "unavailable"]);
    }
    expect(server.requests).toBe(0);
  });

  it("is made again with on_doubt: fail when the handshake does not come to its end in time", async () => {
    const server = await serverOf();
    const daemon = await start(server.url.replace("http:", "https:"), { timeout: "200ms" });
    for (const flow of ["say-fail", "call-fail"]) {
      const run = await daemon.finished(await daemon.accept(`/${flow}`, {}));
      expect(run.error).toMatchObject({ reason: "unavailable", code: "connect_timeout" });
      expect(reasons(run)).toEqual(["unavailable", "unavailable", "unavailable"]);
    }
  });
});

it("a call that was refused is made again with on_doubt: fail", async () => {
  const server = await serverOf();
  const daemon = await start(server.url);
  for (const [name, way] of Object.entries(REFUSED))
    for (const flow of ["say-fail", "call-fail"]) {
      Object.assign(server, { way, requests: 0 });
      await daemon.finished(await daemon.accept(`/${flow}`, {}));
      expect([name, flow, server.requests]).toEqual([name, flow, 3]);
    }
});
