import { setImmediate } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { RateLimit } from "#src/outgoing/rate-limit.js";
import { AhaChatClient } from "#src/platforms/ahachat/client.js";
import { context, failureOf, runIn, settings, USER } from "../platforms/ahachat/bot.ts";
import { json, OK, recordingServer } from "../platforms/recording-server.ts";

const never = new AbortController().signal;

afterEach(() => {
  vi.useRealTimers();
});

/** Lets the timers run for so long, and everything that waits for them. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("no window holds more than the limit, and the order is kept", async () => {
  vi.useFakeTimers();
  const limit = new RateLimit({ calls: 3, intervalMs: 100 });
  const started: [number, number][] = [];
  const begin = performance.now();
  const start = (name: number) =>
    limit.acquire(never).then(() => started.push([name, performance.now() - begin]));
  void start(0);
  await pass(60);
  for (let name = 1; name < 8; name++) void start(name);
  await pass(1000);
  expect(started).toEqual([
    [0, 0],
    [1, 60],
    [2, 60],
    [3, 100],
    [4, 160],
    [5, 160],
    [6, 200],
    [7, 260],
  ]);
});

test("a pause holds those that wait already, and ends in no burst", async () => {
  vi.useFakeTimers();
  const limit = new RateLimit({ calls: 2, intervalMs: 100 });
  const started: number[] = [];
  const begin = performance.now();
  for (let count = 0; count < 6; count++)
    void limit.acquire(never).then(() => started.push(performance.now() - begin));
  limit.pause(550);
  limit.pause(10);
  await pass(1000);
  expect(started).toEqual([0, 0, 550, 550, 650, 650]);
});

test("a wait that is aborted uses up no place", async () => {
  const limit = new RateLimit({ calls: 1, intervalMs: 50 });
  await limit.acquire(never);
  const order: string[] = [];
  const controllers = Array.from({ length: 1000 }, () => new AbortController());
  const waits = controllers.map((controller) => limit.acquire(controller.signal));
  const last = limit.acquire(never).then(() => order.push("last"));
  for (const controller of controllers) controller.abort(new Error("cancelled"));
  const settled = await Promise.allSettled(waits);
  expect(settled.every(({ status }) => status === "rejected")).toBe(true);
  // With their places kept, this would take 50 s, longer than the test may.
  await last;
  expect(order).toEqual(["last"]);
});

test("a signal that has aborted already is refused, and takes nothing", async () => {
  const limit = new RateLimit({ calls: 1, intervalMs: 3_600_000 });
  await expect(limit.acquire(AbortSignal.abort(new Error("over")))).rejects.toThrow("over");
  await limit.acquire(never);
});

test("a waiting call can be aborted though no other comes", async () => {
  const limit = new RateLimit({ calls: 1, intervalMs: 3_600_000 });
  await limit.acquire(never);
  const controller = new AbortController();
  const wait = limit.acquire(controller.signal);
  controller.abort(new Error("over"));
  await expect(wait).rejects.toThrow("over");
});

test.each([
  ["seconds", () => "1"],
  ["a date", () => new Date(Date.now() + 2000).toUTCString()],
])("a 429 rests the whole connection for its Retry-After, in %s", async (_name, retryAfter) => {
  const server = await recordingServer();
  const client = new AhaChatClient(settings(server.url));
  const send = async () => {
    await client.quota.acquire(never);
    return runIn(context(client), "ahachat.send_text", { user_id: USER, text: "a" });
  };
  server.answer = (response, arrival) =>
    json(429, { success: false }, { "retry-after": retryAfter() })(response, arrival);
  const failure = await failureOf(send());
  expect(failure.reason).toBe("rate_limited");
  server.answer = OK;
  const [first] = server.arrivals;
  const resumed = Number(first?.at) + Number(failure.retryAfterMs);
  await Promise.all([send(), send(), send()]);
  expect(server.arrivals).toHaveLength(4);
  expect(failure.retryAfterMs).toBeGreaterThan(0);
  for (const { at } of server.arrivals.slice(1)) expect(at).toBeGreaterThanOrEqual(resumed);
  await client.close();
  await server.close();
});

test("16 calls go out at once, over connections that are used again", async () => {
  const server = await recordingServer();
  const sockets = new Set<unknown>();
  let held: (() => void)[] = [];
  server.answer = (response, arrival) => {
    sockets.add(response.socket);
    held.push(() => OK(response, arrival));
  };
  const client = new AhaChatClient(settings(server.url));
  for (let round = 1; round <= 2; round++) {
    const calls = Array.from({ length: 16 }, () =>
      runIn(context(client), "ahachat.send_text", { user_id: USER, text: "a" }),
    );
    await server.arrived(16 * round);
    for (const release of held) release();
    held = [];
    await Promise.all(calls);
    // A slot is given back no earlier.
    await setImmediate();
  }
  expect(sockets.size).toBe(16);
  await client.close();
  await server.close();
});
