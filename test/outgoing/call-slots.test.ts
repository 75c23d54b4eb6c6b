import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { CALLS_AT_ONCE, CallSlots, type Slot } from "#src/outgoing/call-slots.js";

/** Asks, and writes down when the turn comes. */
function ask(slots: CallSlots, flow: string, turns: string[], name = flow): Slot {
  const slot = slots.ask(flow);
  void slot.turn?.then(() => turns.push(name));
  return slot;
}

function full(): { slots: CallSlots; out: Slot[] } {
  const slots = new CallSlots();
  const out = Array.from({ length: CALLS_AT_ONCE }, () => slots.ask("many"));
  expect(out.map(({ turn }) => turn)).toEqual(out.map(() => undefined));
  return { slots, out };
}

it("lends so many; the flows that wait have turns, and each flow's calls their order", async () => {
  const { slots, out } = full();
  expect(slots.isFree).toBe(false);
  const turns: string[] = [];
  for (const name of ["a1", "a2", "a3"]) ask(slots, "a", turns, name);
  for (const name of ["b1", "b2"]) ask(slots, "b", turns, name);
  ask(slots, "c", turns);
  for (const slot of out.slice(0, 5)) slot.leave();
  await setImmediate();
  expect(turns).toEqual(["a1", "b1", "c", "a2", "b2"]);
});

it("passes over who has given up, and lends nothing twice", async () => {
  const { slots, out } = full();
  const turns: string[] = [];
  const first = ask(slots, "a", turns, "a1");
  ask(slots, "a", turns, "a2");
  const other = ask(slots, "b", turns);
  first.leave();
  other.leave();
  out[0]?.leave();
  out[1]?.leave();
  await setImmediate();
  expect(turns).toEqual(["a2"]);
  expect([slots.isFree, slots.isIdle]).toEqual([true, false]);
});

it("takes back a slot that was lent to somebody who does not want it any more", async () => {
  const { slots, out } = full();
  const turns: string[] = [];
  const late = ask(slots, "a", turns);
  ask(slots, "b", turns);
  out[0]?.leave();
  await setImmediate();
  expect(turns).toEqual(["a"]);
  late.leave();
  await setImmediate();
  expect(turns).toEqual(["a", "b"]);
});

it("closes when the last one is back, and lets those who wait go at once", async () => {
  const { slots, out } = full();
  const turns: string[] = [];
  const waiting = ask(slots, "a", turns);
  const closed = slots.close().then(() => turns.push("closed"));
  await setImmediate();
  expect(turns).toEqual(["a"]);
  for (const slot of [...out, waiting]) slot.leave();
  await closed;
  expect(turns).toEqual(["a", "closed"]);
  expect(slots.isIdle).toBe(true);
});
