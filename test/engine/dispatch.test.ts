import { pino } from "pino";
import { describe, expect, it, vi } from "vitest";
import type { Clock } from "#src/clock.js";
import { Engine } from "#src/engine/engine.js";
import { compileStoredFlow } from "#src/flows/compile-flow.js";
import type { RunStore } from "#src/journal/ports.js";
import { Outbound } from "#src/outgoing/outbound.js";
import { actions } from "#src/platforms/installed.js";
import { createMemoryRunStore } from "#src/stores/memory/memory-run-store.js";
import { newRun, step } from "../contracts/stored-run.ts";
import { CANARIES } from "../support/canaries.ts";
import { callStep } from "../support/project.ts";
import { callsOf, json, OK, startUpstream } from "../support/upstream.ts";

const HOUR = 3_600_000;
const START = Date.parse("2026-11-22T09:00:00.000Z");

/** A clock that stands still until the test moves it to the next time somebody waits for. */
function fakeClock() {
  const sleepers: { time: number; wake: () => void }[] = [];
  let now = START;
  const clock: Clock = {
    now: () => now,
    sleepUntil: (time, signal) =>
      new Promise((resolve, reject) => {
        sleepers.push({ time, wake: resolve });
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      }),
  };
  /** Waits until somebody sleeps, and lets them wake. @returns until when they slept */
  const wakeNext = async (): Promise<number> => {
    await vi.waitFor(() => expect(sleepers.length).toBeGreaterThan(0), { timeout: 60_000 });
    const next = sleepers.shift() as (typeof sleepers)[number];
    now = Math.max(now, next.time);
    next.wake();
    return next.time;
  };
  return { clock, wakeNext };
}

function engineWith(store: RunStore, clock: Clock, compile = compiled): Engine {
  return new Engine({
    store,
    clock,
    redact: (value) => value,
    logger: pino({ level: "silent" }),
    concurrency: 1,
    limits: { loopItems: 1_000, outputBytes: 1_000_000 },
    compile,
    installed: () => ({
      connections: new Map(),
      values: { vars: {}, secrets: { canary: CANARIES.secret } },
      outbound: new Outbound(["127.0.0.1"]),
      flows: new Map(),
    }),
  });
}

function compiled(source: { file: string; text: string }) {
  return compileStoredFlow(source, {
    files: new Set(),
    actions,
    connections: new Map(),
    secrets: new Set(),
    vars: {},
    retry: { attempts: 3, delayMs: HOUR, backoff: "fixed", maxDelayMs: HOUR, jitter: false },
  });
}

/** A run in a new memory store, of a flow with the steps a and b. */
async function accepted(url: string) {
  const store = createMemoryRunStore();
  const flow = {
    name: "two",
    on: { webhook: { path: "/two" } },
    steps: [callStep(url, "a"), callStep(url, "b")],
  };
  const run = newRun({ definition: { file: "two.yaml", text: JSON.stringify(flow) } });
  await store.create(run);
  return { store, run };
}

describe("a run that is taken up again", () => {
  it("waits for a retry until the recorded time, and keeps the count of tries", async () => {
    const upstream = await startUpstream();
    upstream.answer = json(503, {});
    const { store, run } = await accepted(upstream.url);
    const { clock, wakeNext } = fakeClock();
    const due = START + 10 * 60_000;
    const failed = {
      startedAt: START - HOUR,
      endedAt: START - HOUR,
      error: { reason: "unavailable", code: "http_503", message: "no" },
      retryAt: due,
    } as const;
    const { endedAt: _, output: __, ...open } = step("a", { status: "running" });
    await store.checkpoint(run.id, { ...open, attempts: [failed] });
    const engine = engineWith(store, clock);
    expect(await engine.recover()).toBe(1);
    expect(await wakeNext()).toBe(due);
    expect(await wakeNext()).toBe(due + HOUR);
    await engine.idle();
    const found = await store.get(run.id);
    expect(found?.run).toMatchObject({ status: "failed", error: { reason: "unavailable" } });
    expect(found?.steps[0]?.attempts).toHaveLength(3);
    expect(upstream.arrivals).toHaveLength(2);
  });

  it("passes over the steps that have ended", async () => {
    const upstream = await startUpstream();
    const { store, run } = await accepted(upstream.url);
    await store.checkpoint(run.id, step("a"));
    const engine = engineWith(store, fakeClock().clock);
    await engine.recover();
    await engine.idle();
    expect((await store.get(run.id))?.run.status).toBe("succeeded");
    expect(callsOf(upstream)).toEqual([`${run.id} b`]);
  });

  it("stays as it is when its flow can't be compiled", async () => {
    const { store, run } = await accepted("http://a.example");
    const flow = compiled({ file: "broken.yaml", text: "name: [" });
    expect(flow.problems).not.toEqual([]);
    const engine = engineWith(store, fakeClock().clock, () => flow);
    expect(await engine.recover()).toBe(1);
    await engine.idle();
    expect((await store.get(run.id))?.run.status).toBe("queued");
    expect(engine.counts).toMatchObject({ waiting: 1, backlog: 0 });
  });
});

describe("stopping", () => {
  it("ends a waiting retry at once, and leaves the run to the next start", async () => {
    const upstream = await startUpstream();
    upstream.answer = json(503, {});
    const { store, run } = await accepted(upstream.url);
    const engine = engineWith(store, fakeClock().clock);
    await engine.recover();
    await vi.waitFor(async () => {
      const attempts = (await store.get(run.id))?.steps[0]?.attempts;
      expect(attempts?.[0]?.retryAt).toBe(START + HOUR);
    });
    await engine.stop(60_000);
    expect((await store.get(run.id))?.run.finishedAt).toBeUndefined();
    expect(upstream.arrivals).toHaveLength(1);
  });

  it("cuts off a call after the grace time; it counts as interrupted", async () => {
    const upstream = await startUpstream();
    upstream.answer = () => undefined;
    const { store, run } = await accepted(upstream.url);
    const engine = engineWith(store, fakeClock().clock);
    await engine.recover();
    await upstream.arrived(1);
    await engine.stop(1);
    expect((await store.get(run.id))?.steps[0]).toMatchObject({ status: "running" });

    upstream.answer = OK;
    const next = engineWith(store, fakeClock().clock);
    await next.recover();
    await next.idle();
    const found = await store.get(run.id);
    expect(found?.run.status).toBe("succeeded");
    expect(found?.steps[0]?.attempts.map(({ error }) => error?.reason)).toEqual([
      "interrupted",
      undefined,
    ]);
  });
});
