import { describe, expect, it } from "vitest";
import { type RetryOptions, tryAgain } from "#src/engine/walk/retry.js";
import { ActionError, type FailureReason } from "#src/errors.js";
import type { RetryPolicy } from "#src/settings/settings.js";

const POLICY: RetryPolicy = {
  attempts: 5,
  delayMs: 1_000,
  backoff: "exponential",
  maxDelayMs: 300_000,
  jitter: false,
};

/** The first try, and those after it. */
const withRetry = (work: () => Promise<unknown>, options: RetryOptions) =>
  work().catch((error: unknown) => tryAgain(error, work, options));

interface Given {
  readonly policy?: Partial<RetryPolicy>;
  readonly reason?: FailureReason;
  readonly retryAfterMs?: number;
  readonly made?: number;
  readonly onDoubt?: "retry" | "fail";
}

/** The waits before each further try of something that always fails, and how often it was tried. */
async function waitsOf({ policy, reason = "unavailable", retryAfterMs, made = 0, ...rest }: Given) {
  const waits: number[] = [];
  let tries = 0;
  const error = new ActionError(reason, "no", retryAfterMs === undefined ? {} : { retryAfterMs });
  const work = async () => {
    tries++;
    throw error;
  };
  const ended = withRetry(work, {
    policy: { ...POLICY, ...policy },
    onDoubt: rest.onDoubt ?? "retry",
    made,
    wait: async (ms) => void waits.push(ms),
  });
  await expect(ended).rejects.toBe(error);
  return { waits, tries };
}

describe("the wait before the next try", () => {
  it("doubles, up to the longest", async () => {
    const policy = { attempts: 7, maxDelayMs: 10_000 };
    const { waits } = await waitsOf({ policy });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  });

  it("stays the same when it is fixed", async () => {
    expect((await waitsOf({ policy: { backoff: "fixed" } })).waits).toEqual(
      Array.from({ length: 4 }, () => 1_000),
    );
  });

  it("goes on where it was before a restart", async () => {
    expect(await waitsOf({ made: 2 })).toEqual({ waits: [4_000, 8_000], tries: 3 });
  });

  it("is shortened by at most a half, and never made longer", async () => {
    const policy = { attempts: 100, backoff: "fixed", jitter: true } as const;
    const { waits } = await waitsOf({ policy });
    expect(waits).toHaveLength(99);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(500);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1_000);
    expect(new Set(waits).size).toBeGreaterThan(10);
  });

  it("is never shorter than the other side asked, and may be longer", async () => {
    const policy = { attempts: 4, maxDelayMs: 3_000, jitter: true };
    const asked = await waitsOf({ policy, reason: "rate_limited", retryAfterMs: 60_000 });
    expect(asked.waits).toEqual([60_000, 60_000, 60_000]);
    const short = await waitsOf({ reason: "rate_limited", retryAfterMs: 1_500 });
    expect(short.waits).toEqual([1_500, 2_000, 4_000, 8_000]);
  });
});

const tries = async (given: Given) => (await waitsOf(given)).tries;

describe("what is tried again", () => {
  it("is what can pass by itself", async () => {
    for (const reason of ["rate_limited", "unavailable", "timeout", "interrupted"] as const)
      expect([reason, await tries({ reason })]).toEqual([reason, 5]);
    for (const reason of ["invalid_request", "not_found", "forbidden", "outside_window"] as const)
      expect([reason, await tries({ reason })]).toEqual([reason, 1]);
  });

  it("is not what may have arrived, with on_doubt: fail", async () => {
    for (const reason of ["timeout", "interrupted"] as const)
      expect(await tries({ reason, onDoubt: "fail" })).toBe(1);
    expect(await tries({ reason: "unavailable", onDoubt: "fail" })).toBe(5);
  });

  it("gets one try at least, however many there were before", async () => {
    expect(await tries({ made: 9 })).toBe(1);
  });

  it("is never a bug", async () => {
    let count = 0;
    const bug = new TypeError("a bug");
    const ended = withRetry(
      async () => {
        count++;
        throw bug;
      },
      { policy: POLICY, onDoubt: "retry", made: 0, wait: async () => undefined },
    );
    await expect(ended).rejects.toBe(bug);
    expect(count).toBe(1);
  });
});
