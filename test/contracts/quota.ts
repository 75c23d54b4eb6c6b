import { describe, expect, it, onTestFinished } from "vitest";
import { ActionError, CircuitOpen } from "#src/errors.js";
import type { CircuitReport } from "#src/outgoing/circuit-breaker.js";
import type { Quota } from "#src/outgoing/quota.js";

/** What a quota of these tests is opened with. */
export const QUOTA_SETTINGS = {
  rateLimit: { calls: 25, intervalMs: 1_000 },
  timeoutMs: 5_000,
  circuit: { failures: 3, delayMs: 200, maxDelayMs: 400 },
};

/** Opens the quota of a new connection. */
export type OpenQuota = (
  settings: typeof QUOTA_SETTINGS,
  onCircuit?: (report: CircuitReport) => void,
) => Promise<Quota>;

export const DOWN = () => Promise.reject(new ActionError("unavailable", "down"));
export const UP = () => Promise.resolve("ok");

/** A signal that never aborts, for one call. */
export const never = () => new AbortController().signal;

/** The shortest time from a call to the one that comes `calls` later: in less than that no more are made. */
export function closest(arrivals: readonly number[], calls: number): number {
  const sorted = arrivals.toSorted((a, b) => a - b);
  return Math.min(...sorted.slice(calls).map((at, index) => at - Number(sorted[index])));
}

/** What every quota has to do; see src/outgoing/quota.ts. */
export function quotaContract(name: string, openQuota: OpenQuota): void {
  const open: typeof openQuota = async (...options) => {
    const quota = await openQuota(...options);
    onTestFinished(() => quota.close());
    return quota;
  };

  describe(`${name} keeps the promises of a quota`, () => {
    it("lets as many go at once as the rate allows, in order, and the others an interval later", async () => {
      const rateLimit = { calls: 10, intervalMs: 300 };
      const quota = await open({ ...QUOTA_SETTINGS, rateLimit });
      const order: number[] = [];
      const began = performance.now();
      const call = async (_: unknown, index: number) => {
        await quota.acquire(never());
        order.push(index);
      };
      await Promise.all(Array.from({ length: 25 }, call));
      expect(order).toEqual(Array.from({ length: 25 }, (_, index) => index));
      expect(performance.now() - began).toBeGreaterThanOrEqual(600);
    });

    it("lets nobody go while the other side asked for that, also not who has a place already", async () => {
      const quota = await open(QUOTA_SETTINGS);
      const place = await quota.acquire(never());
      const until = performance.now() + 400;
      quota.pause(400);
      expect(place.mayGo()).toBe(false);
      expect(quota.tryAcquire()).toBeUndefined();
      expect(quota.rate().pausedUntil).toBeGreaterThan(Date.now());
      await Promise.all([quota.acquire(never()), quota.acquire(never())]);
      expect(performance.now()).toBeGreaterThanOrEqual(until);
      expect(quota.rate().pausedUntil).toBeUndefined();
    });

    it("lets who waits go away, and has no place used up by a thousand of them", async () => {
      const quota = await open({ ...QUOTA_SETTINGS, rateLimit: { calls: 1, intervalMs: 300 } });
      await quota.acquire(never());
      const leaving = new AbortController();
      const waits = Array.from({ length: 1_000 }, () => {
        const { signal } = new AbortController();
        return quota.acquire(AbortSignal.any([signal, leaving.signal]));
      });
      const last = quota.acquire(never());
      leaving.abort(new Error("cancelled"));
      const settled = await Promise.allSettled(waits);
      expect(settled.every(({ status }) => status === "rejected")).toBe(true);
      await expect(waits[0]).rejects.toThrow("cancelled");
      await last;
      expect(quota.rate().waiting).toBe(0);
      await expect(quota.acquire(AbortSignal.abort(new Error("over")))).rejects.toThrow("over");
    });

    it("opens its circuit after failures in a row, and makes no call while it is open", async () => {
      const long = { failures: 3, delayMs: 3_600_000, maxDelayMs: 3_600_000 };
      const { circuit } = await open({ ...QUOTA_SETTINGS, circuit: long });
      const down = () => circuit.execute(DOWN).catch((error: unknown) => error);
      await Promise.all([down(), down()]);
      const refused = new ActionError("not_found", "no such user");
      await expect(circuit.execute(() => Promise.reject(refused))).rejects.toBe(refused);
      await Promise.all([down(), down()]);
      expect(() => circuit.check()).not.toThrow();
      await down();
      expect(() => circuit.check()).toThrow(CircuitOpen);
      await expect(circuit.execute(UP)).rejects.toBeInstanceOf(CircuitOpen);
    });

    it("has one call see whether its circuit may close", async () => {
      const told: string[] = [];
      const quota = await open(QUOTA_SETTINGS, ({ state }) => told.push(state));
      const { circuit } = quota;
      const down = () => circuit.execute(DOWN).catch((error: unknown) => error);
      await Promise.all([down(), down(), down()]);
      await mayTry(quota);
      const tried = Date.now();
      expect(await down()).toBeInstanceOf(CircuitOpen);
      expect(circuit.report()).toMatchObject({ state: "open" });
      expect(Number(circuit.report().nextAt) - tried).toBeGreaterThan(200);
      await mayTry(quota);
      await expect(circuit.execute(UP)).resolves.toBe("ok");
      expect(circuit.report()).toEqual({ state: "closed", nextAt: undefined });
      await expect(Promise.all([circuit.execute(UP), circuit.execute(UP)])).resolves.toHaveLength(
        2,
      );
      expect(told).toEqual(["open", "half_open", "open", "half_open", "closed"]);
    });
  });
}

/** Resolves when a call may see whether the other side is back. */
export async function mayTry({ circuit }: Quota): Promise<void> {
  for (;;) {
    try {
      return circuit.check();
    } catch (error) {
      if (!(error instanceof CircuitOpen)) throw error;
      // A check takes a place, and `nextAt` does not.
      const { nextAt = 0 } = circuit.report();
      await new Promise((resolve) => setTimeout(resolve, Math.max(nextAt - Date.now(), 1)));
    }
  }
}
