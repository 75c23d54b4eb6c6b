import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ActionError, CircuitOpen } from "#src/errors.js";
import { CircuitBreaker, type CircuitReport } from "#src/outgoing/circuit-breaker.js";

const DOWN = () => Promise.reject(new ActionError("unavailable", "down", { code: "http_503" }));
const REFUSED = () => Promise.reject(new ActionError("not_found", "no such user"));
const UP = () => Promise.resolve("ok");

let told: CircuitReport["state"][];
let circuit: CircuitBreaker;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  told = [];
  circuit = new CircuitBreaker({
    failures: 3,
    delayMs: 1_000,
    maxDelayMs: 4_000,
    paceMs: 100,
    onChange: ({ state }) => told.push(state),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** As Promise.withResolvers, which Node 20 lacks. */
function withResolvers<T>() {
  const parts: { resolve?: (value: T) => void } = {};
  const promise = new Promise<T>((resolve) => Object.assign(parts, { resolve }));
  return { promise, resolve: (value: T) => parts.resolve?.(value) };
}

async function fail(times: number): Promise<void> {
  for (let n = 0; n < times; n++) await circuit.execute(DOWN).catch(() => undefined);
}

/** Milliseconds that `check` asks to wait; undefined: a call may go. */
function waitMs(): number | undefined {
  try {
    circuit.check();
  } catch (error) {
    if (error instanceof CircuitOpen) return error.retryAfterMs;
    throw error;
  }
  return undefined;
}

test("opens after so many failures in a row; a refusal shows that the other side is up", async () => {
  await fail(2);
  await expect(circuit.execute(REFUSED)).rejects.toMatchObject({ reason: "not_found" });
  await fail(2);
  expect(waitMs()).toBeUndefined();
  await expect(circuit.execute(UP)).resolves.toBe("ok");
  await fail(3);
  expect(told).toEqual(["open"]);
  expect(circuit.report()).toEqual({ state: "open", nextAt: Date.now() + 1_000 });
});

test("gives those who wait one place after the other, at the pace of the rate limit", async () => {
  await fail(3);
  expect([waitMs(), waitMs(), waitMs()]).toEqual([1_000, 1_100, 1_200]);
});

test("calls nothing while it is open", async () => {
  await fail(3);
  const call = vi.fn<typeof UP>(UP);
  await expect(circuit.execute(call)).rejects.toBeInstanceOf(CircuitOpen);
  expect(call).not.toHaveBeenCalled();
});

test("one call sees whether the other side is back; the time doubles up to its most", async () => {
  await fail(3);
  for (const delay of [2_000, 4_000, 4_000]) {
    vi.setSystemTime((circuit.report().nextAt ?? 0) + 1);
    expect(waitMs()).toBeUndefined();
    const error = await circuit.execute(DOWN).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ reason: "circuit_open", code: "http_503" });
    expect(circuit.report()).toEqual({ state: "open", nextAt: Date.now() + delay });
  }
});

test("while that call is out nobody else goes; with its success everybody does", async () => {
  await fail(3);
  vi.setSystemTime(Date.now() + 1_000);
  const { promise, resolve } = withResolvers<string>();
  const trial = circuit.execute(() => promise);
  expect(circuit.report().state).toBe("half_open");
  expect(waitMs()).toBeGreaterThan(0);
  resolve("ok");
  await expect(trial).resolves.toBe("ok");
  expect(waitMs()).toBeUndefined();
  expect(told).toEqual(["open", "half_open", "closed"]);
});

test("a clock that is set back holds up no call: the next one sees whether the other side is back", async () => {
  await fail(3);
  expect(waitMs()).toBeGreaterThan(900);
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(waitMs()).toBeUndefined();
  await fail(1);
  expect(circuit.report().state).toBe("open");
  // The time doubles as it would have.
  expect(waitMs()).toBeGreaterThan(1_900);
  vi.setSystemTime(Date.now() - 3_600_000);
  await expect(circuit.execute(UP)).resolves.toBe("ok");
  expect(circuit.report().state).toBe("closed");
  expect(told.at(-1)).toBe("closed");
});

test("a clock that is set back while a call is out to see keeps nobody waiting for as long", async () => {
  await fail(3);
  vi.setSystemTime(Date.now() + 1_100);
  const { promise, resolve } = withResolvers<string>();
  const trial = circuit.execute(() => promise);
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(waitMs()).toBeLessThan(1_000);
  resolve("ok");
  await trial;
  expect(waitMs()).toBeUndefined();
});
