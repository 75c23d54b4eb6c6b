import type { Seat } from "../../dispatch/seat.ts";
import { Cancelled, Expired, Interruption, Parked, Stopped, Suspended } from "../interruptions.ts";

/** A way that goes beside others. */
export interface Piece<T> {
  readonly work: () => Promise<T>;
  /** It was begun in an earlier turn, so it is taken to its end whatever the others do. */
  readonly isBegun: boolean;
  /** It failed in an earlier turn. */
  readonly hasFailed: boolean;
}

/** What decides when ways that go side by side have come to different ends, the first first. */
const ORDER = [Suspended, Stopped, Cancelled, Expired];

/**
 * Does pieces of work side by side and waits until none of them can go on. One that waits is served in
 * time as long as others work; only when all of them wait does the whole.
 * @param limit how many at once; one that waits counts
 * @param goOn whether the rest begins after a failure
 * @returns the result of each piece, in order; an Error for one that failed
 * @throws Interruption when the whole has to end, or to wait: until the first of its pieces can go on
 */
export async function sideBySide<T>(
  pieces: readonly Piece<T>[],
  seat: Seat,
  { limit, goOn }: { readonly limit: number; readonly goOn: boolean },
): Promise<(T | Error)[]> {
  const results: (T | Error)[] = [];
  let next = 0;
  let mayBegin = goOn || !pieces.some(({ hasFailed }) => hasFailed);
  const work = async () => {
    while (next < pieces.length) {
      const at = next++;
      const piece = pieces[at] as Piece<T>;
      if (!mayBegin && !piece.isBegun) continue;
      const result = await piece
        .work()
        .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
      results[at] = result;
      if (result instanceof Parked) return;
      if (result instanceof Error && (!goOn || result instanceof Interruption)) mayBegin = false;
    }
  };
  const ways = Math.min(limit, pieces.length);
  if (ways > 0) seat.fork(ways);
  let left = ways;
  await Promise.all(
    Array.from({ length: ways }, async () => {
      await work();
      // The last one goes on as the way that forked.
      if (--left > 0) seat.join();
    }),
  );
  interrupt(results);
  return results;
}

function interrupt(results: readonly unknown[]): void {
  for (const kind of ORDER) {
    const found = results.find((result) => result instanceof kind);
    if (found !== undefined) throw found;
  }
  const parked = results.filter((result) => result instanceof Parked);
  if (parked.length === 0) return;
  const times = parked.map(({ wakeAt }) => wakeAt ?? Number.POSITIVE_INFINITY);
  const first = Math.min(...times);
  throw new Parked(Number.isFinite(first) ? first : undefined);
}
