import { expect, it } from "vitest";
import { Line } from "#src/outgoing/line.js";

it("lets one after the other go, first come, first served, and forgets who gave up", async () => {
  const line = new Line();
  const went: string[] = [];
  const leaving = new AbortController();
  const come = async (name: string, signal = new AbortController().signal) => {
    await line.acquire(signal);
    went.push(name);
  };
  await come("first");
  const second = come("second");
  const given = come("gave up", leaving.signal);
  const third = come("third");
  expect([line.waiting, line.isIdle]).toEqual([3, false]);
  leaving.abort(new Error("over"));
  await expect(given).rejects.toThrow("over");
  await expect(come("too late", leaving.signal)).rejects.toThrow("over");
  expect(went).toEqual(["first"]);
  line.leave();
  await second;
  expect(went).toEqual(["first", "second"]);
  line.leave();
  await third;
  expect([went, line.waiting, line.isIdle]).toEqual([["first", "second", "third"], 0, false]);
  line.leave();
  expect(line.isIdle).toBe(true);
});
