import { Cancelled, Expired, Interruption, Parked, Stopped, Suspended } from "../interruptions.ts";

/** What decides when ways that go side by side have come to different ends, the first first. */
const ORDER = [Suspended, Stopped, Cancelled, Expired];

/**
 * Does pieces of work side by side and waits until none of them can go on.
 * @param limit how many at once; one that rests keeps its place
 * @param goOn whether the rest begins after a failure
 * @returns the result of each piece, in order; an Error for one that failed
 * @throws Interruption when the whole has to end, or to wait: until the first of its pieces can go on
 */
export async function sideBySide<T>(
  pieces: readonly (() => Promise<T>)[],
  limit: number,
  goOn: boolean,
): Promise<(T | Error)[]> {
  const results: (T | Error)[] = [];
  let next = 0;
  let mayBegin = true;
  const work = async () => {
    while (mayBegin && next < pieces.length) {
      const at = next++;
      const result = await (pieces[at] as () => Promise<T>)().catch((error: unknown) =>
        error instanceof Error ? error : new Error(String(error)),
      );
      results[at] = result;
      if (result instanceof Parked) return;
      if (result instanceof Error && (!goOn || result instanceof Interruption)) mayBegin = false;
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, pieces.length) }, work));
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
