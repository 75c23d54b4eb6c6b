import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Turnstile } from "#src/http/webhooks/turnstile.js";

const ENOUGH = 100;
const MOST = 1_000;

/** What there is to do, by flow, and how busy the daemon is. */
const work = new Map<string, number>();
let load = 1;

beforeEach(() => {
  vi.useFakeTimers();
  work.clear();
  load = 1;
});
afterEach(() => vi.useRealTimers());

function all(): number {
  return [...work.values()].reduce((sum, one) => sum + one, 0);
}

function open(): { ask: (flow: string, bytes?: number) => void; let_in: string[] } {
  const turnstile = new Turnstile({
    workOf: (flow) => ({ all: all(), own: work.get(flow) ?? 0 }),
    enough: ENOUGH,
    most: MOST,
    load: () => load,
  });
  const let_in: string[] = [];
  const enter = (flow: string) => {
    let_in.push(flow);
    work.set(flow, (work.get(flow) ?? 0) + 1);
  };
  const ask = (flow: string, bytes = 1) => {
    const turn = turnstile.pass(flow, bytes);
    if (turn === undefined) enter(flow);
    else void turn.then(() => enter(flow));
  };
  return { ask, let_in };
}

it("holds nobody while there is little to do, or the daemon has time", () => {
  const { ask, let_in } = open();
  work.set("flood", ENOUGH - 1);
  ask("flood");
  load = 0.2;
  work.set("flood", 500);
  ask("flood");
  expect(let_in).toEqual(["flood", "flood"]);
});

it("lets in one for each run that has ended, the flows in turn", async () => {
  const { ask, let_in } = open();
  work.set("flood", 60).set("stream", 60);
  for (const flow of ["flood", "flood", "flood", "stream", "stream"]) ask(flow);
  await vi.advanceTimersByTimeAsync(500);
  expect(let_in).toEqual([]);
  work.set("flood", 38);
  await vi.advanceTimersByTimeAsync(20);
  expect(let_in).toEqual(["flood", "stream"]);
  work.set("flood", 0);
  await vi.advanceTimersByTimeAsync(20);
  expect(let_in.slice(2).toSorted()).toEqual(["flood", "flood", "stream"]);
});

it("never holds a flow that has little to do, whatever the others do", () => {
  const { ask, let_in } = open();
  work.set("flood", 900);
  ask("flood");
  for (let n = 0; n < 10; n++) ask("trickle");
  expect(let_in).toEqual(Array.from({ length: 10 }, () => "trickle"));
});

it("lets in whoever has waited for a second and a half: the backlog decides then", async () => {
  const { ask, let_in } = open();
  work.set("flood", 900);
  ask("flood");
  await vi.advanceTimersByTimeAsync(1_000);
  ask("flood");
  expect(let_in).toEqual([]);
  await vi.advanceTimersByTimeAsync(520);
  expect(let_in).toEqual(["flood"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(let_in).toEqual(["flood", "flood"]);
  expect(vi.getTimerCount()).toBe(0);
});

it("lets all go when the daemon has time again", async () => {
  const { ask, let_in } = open();
  work.set("flood", 300);
  for (let n = 0; n < 5; n++) ask("flood");
  load = 0.1;
  await vi.advanceTimersByTimeAsync(20);
  expect(let_in).toHaveLength(5);
});

it("holds the sooner the more there is to do", () => {
  const { ask, let_in } = open();
  load = 0.3;
  work.set("flood", 200);
  ask("flood");
  work.set("flood", 700);
  ask("flood");
  expect(let_in).toEqual(["flood"]);
});

it("holds no more than bodies of 32 MiB", () => {
  const { ask, let_in } = open();
  work.set("flood", 300);
  const mebibytes = 1024 * 1024;
  ask("flood", 31 * mebibytes);
  ask("flood", 2 * mebibytes);
  expect(let_in).toEqual(["flood"]);
});
