import { pino } from "pino";
import { expect, it, onTestFinished, vi } from "vitest";
import { NodeAsks } from "#src/http/api/node-asks.js";
import type { NodeRecord } from "#src/journal/nodes.js";

/** A node, as the journal has it. */
const node = (name: string, isSelf = false): NodeRecord => ({
  id: `id of ${name}`,
  name,
  about: {},
  startedAt: 0,
  seenAt: 0,
  isGone: false,
  runs: 0,
  isSelf,
});

it("waits ten seconds for a reload of another daemon, and names who has not answered then", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const hearers = new Map<string, (open: () => Promise<unknown>, from: string) => void>();
  const sent = vi.fn<(what: string, content: unknown) => void>();
  const asks = new NodeAsks({
    parcels: { send: sent, hear: (what, hearer) => void hearers.set(what, hearer) },
    nodes: () => Promise.resolve([node("here", true), node("north"), node("south")]),
    self: () => "id of here",
    logger: pino({ level: "silent" }),
  });
  const asked = asks.ask("reload", null);
  const isOver = vi.fn<() => void>();
  void asked.then(isOver);
  await vi.advanceTimersByTimeAsync(9_999);
  const [[what, question] = []] = sent.mock.calls;
  expect([what, question]).toEqual([
    "question",
    { id: expect.any(String), topic: "reload", ask: null },
  ]);
  const { id } = question as { id: string };
  hearers.get("answer")?.(() => Promise.resolve({ id, node: "id of north", answer: "fine" }), "");
  await vi.advanceTimersByTimeAsync(0);
  expect(isOver).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(await asked).toEqual({
    answers: [{ node: "north", answer: "fine" }],
    unanswered: ["south"],
  });
});
