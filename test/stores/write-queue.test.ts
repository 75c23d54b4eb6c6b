import { setImmediate as turn } from "node:timers/promises";
import { array, assert, asyncProperty, constant, integer, oneof, record } from "fast-check";
import { expect, it } from "vitest";
import type { Write } from "#src/stores/asks.js";
import { WriteQueue } from "#src/stores/write-queue.js";

/** Something that is asked of the queue: a step's record, another write, or nothing for a turn. */
type Ask = { readonly step: number } | "other" | "turn";

interface Written {
  /** When it was asked for. */
  readonly asked: number;
  readonly step: number | undefined;
}

interface Result {
  readonly commits: Written[][];
  /** Records that were told to be kept and were not. */
  readonly early: number[];
}

/** Asks for everything in order, while commits take a turn each. */
async function commitsOf(asks: readonly Ask[]): Promise<Result> {
  const commits: Written[][] = [];
  const early: number[] = [];
  const queue = new WriteQueue({
    commit: async (batch) => {
      await turn();
      commits.push(batch.map(seen));
      return batch.map(() => null);
    },
    probe: () => Promise.resolve(),
    troubleOf: () => undefined,
    onCommit: () => undefined,
    onTrouble: () => undefined,
  });
  const kept: Promise<void>[] = [];
  const checkpoint = async (asked: number, step: number) => {
    await queue.checkpoint({ runId: "run", path: String(step), record: String(asked), at: asked });
    if (newest(commits, step) < asked) early.push(asked);
  };
  for (const [asked, ask] of asks.entries())
    if (ask === "turn") await turn();
    else if (ask === "other") void queue.write("wake", [String(asked)]);
    else kept.push(checkpoint(asked, ask.step));
  await queue.close();
  await Promise.all(kept);
  return { commits, early };
}

function seen({ kind, ask }: Write): Written {
  if (kind === "checkpoint") return { asked: Number(ask.record), step: Number(ask.path) };
  return { asked: Number((ask as readonly string[])[0]), step: undefined };
}

/** When the record was asked for that the journal has of a step. */
function newest(commits: Result["commits"], step: number): number {
  return commits.flat().findLast((write) => write.step === step)?.asked ?? -1;
}

/** What is missing at the end, and what was kept before something that was asked for earlier. */
function mistakes(asks: readonly Ask[], { commits, early }: Result): string[] {
  const written = new Set(commits.flat().map(({ asked }) => asked));
  const last = new Map(asks.map((ask, asked) => [typeof ask === "object" ? ask.step : ask, asked]));
  const missing = asks.flatMap((ask, asked) => {
    const isNeeded = ask === "other" || (ask !== "turn" && last.get(ask.step) === asked);
    return isNeeded && !written.has(asked) ? `${asked} is missing` : [];
  });
  const overtaking = commits.flatMap((commit, at) => {
    const before = Math.max(
      -1,
      ...commits.slice(0, at).flatMap((one) => one.map(({ asked }) => asked)),
    );
    return commit
      .filter(({ asked }) => asked < before)
      .map(({ asked }) => `${asked} was overtaken`);
  });
  return [...missing, ...overtaking, ...early.map((asked) => `${asked} was told too early`)];
}

it("keeps the newest record of each step and every other write, in commits in the order asked", async () => {
  const ask = oneof(
    record({ step: integer({ min: 0, max: 3 }) }),
    constant("other" as const),
    constant("turn" as const),
  );
  await assert(
    asyncProperty(array(ask, { maxLength: 60 }), async (asks) => {
      expect(mistakes(asks, await commitsOf(asks))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it("does so with more than one commit takes", async () => {
  const asks = Array.from(
    { length: 2_500 },
    (_, n): Ask => (n % 3 === 0 ? { step: n % 7 } : "other"),
  );
  expect(mistakes(asks, await commitsOf(asks))).toEqual([]);
});

it("sends no record that was replaced before", async () => {
  const asks: Ask[] = [{ step: 1 }, { step: 2 }, { step: 1 }, { step: 1 }];
  expect((await commitsOf(asks)).commits).toEqual([
    [
      { asked: 3, step: 1 },
      { asked: 1, step: 2 },
    ],
  ]);
});
