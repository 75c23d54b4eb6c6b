import { pino } from "pino";
import { expect, it, onTestFinished, vi } from "vitest";
import { NodeAsks } from "#src/http/api/node-asks.js";
import type { NodeRecord } from "#src/journal/nodes.js";

/** A node, as the journal has it; `here` is the one that asks. */
const node = (name: string, more: Partial<NodeRecord> = {}): NodeRecord => ({
  id: `id of ${name}`,
  name,
  about: {},
  startedAt: 0,
  seenAt: 0,
  isGone: false,
  runs: 0,
  isSelf: name === "here",
  ...more,
});

/** Asks on a node of these, with what is sent and who hears answers; time is the test's. */
function asksOf(...nodes: readonly NodeRecord[]) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const hearers = new Map<string, (open: () => Promise<unknown>, from: string) => void>();
  const sent = vi.fn<(what: string, content: unknown) => void>();
  const asks = new NodeAsks({
    parcels: { send: sent, hear: (what, hearer) => void hearers.set(what, hearer) },
    nodes: () => Promise.resolve(nodes),
    self: () => "id of here",
    logger: pino({ level: "silent" }),
  });
  return { asks, sent, hearers };
}

it("names those that were heard of as late as this one where nobody can write to the journal", async () => {
  const isGone = true;
  const { asks } = asksOf(
    node("here", { isGone, seenAt: 10_000 }),
    node("north", { isGone, seenAt: 9_000 }),
    node("south", { isGone, seenAt: 6_000 }),
  );
  const asked = asks.ask("person", { term: { text: "1" }, forget: false });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await asked).toEqual({ answers: [], unanswered: ["north"] });
});

it("waits ten seconds for a reload of another daemon, and names who has not answered then", async () => {
  const { asks, sent, hearers } = asksOf(node("here"), node("north"), node("south"));
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
