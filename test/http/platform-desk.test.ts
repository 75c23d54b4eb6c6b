import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import express from "express";
import { expect, it, onTestFinished, vi } from "vitest";
import { PlatformDesk } from "#src/http/webhooks/platform-desk.js";
import { listen } from "../platforms/recording-server.ts";

/** More than the system takes from a sender whose answer nobody reads. */
const LONG = "x".repeat(64 * 1024 * 1024);

const ID = "0a".repeat(16);
const PATH = `/ahaflow/messages/${ID}`;

/** A desk with messages to be fetched. */
async function open(messages: unknown) {
  const kept = new Map([[ID, messages]]);
  const desk = new PlatformDesk({
    findMessages: async (id) => kept.get(id),
    forgetMessages: async (id) => void kept.delete(id),
  });
  const app = express().use((request, response) => desk.answer(PATH, request.method, response));
  const server = createServer(app);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: await listen(server), kept };
}

/** Asks, reads the first bytes of the answer, and hangs up. */
async function breakOff(url: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
  await once(socket, "data");
  socket.resetAndDestroy();
}

it("gives them once, whatever the method", async () => {
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    const { url, kept } = await open([{ text: "Xin chào" }]);
    const first = await fetch(url, { method });
    expect(await first.json()).toEqual({ messages: [{ text: "Xin chào" }] });
    expect((await fetch(url, { method })).status).toBe(404);
    expect(kept.size).toBe(0);
  }
});

it("keeps them when somebody only looks", async () => {
  const { url } = await open(["a"]);
  const head = await fetch(url, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  const options = await fetch(url, { method: "OPTIONS" });
  expect([options.status, options.headers.get("allow")]).toEqual([
    405,
    expect.stringContaining("GET"),
  ]);
  expect(await options.text()).not.toContain("messages");
  expect(await (await fetch(url)).json()).toEqual({ messages: ["a"] });
});

it("keeps them when the answer breaks off, for who waits already and who comes later", async () => {
  const { url, kept } = await open(LONG);
  await breakOff(url);
  const broken = breakOff(url);
  const next = await fetch(url);
  await broken;
  expect((await next.text()).length).toBeGreaterThan(LONG.length);
  expect((await fetch(url)).status).toBe(404);
  expect(kept.size).toBe(0);
});

it("gives them to one of those who ask at once", async () => {
  const { url, kept } = await open(["a"]);
  const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(url)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 404)).toHaveLength(7);
  await vi.waitFor(() => expect(kept.size).toBe(0));
});
