/** What must hold of runs, whatever was done to them; each function gives what does not. */

import type { Clock } from "#src/clock.js";
import type { Places } from "#src/engine/dispatch/places.js";
import type {
  Claim,
  EndedEarly,
  KeyRules,
  WhenFull,
  WorkQueue,
} from "#src/engine/dispatch/work-queue.js";
import type { PendingRun, RunStore } from "#src/journal/ports.js";

/** What a queue under test is made with. */
export interface QueueParts {
  readonly store: RunStore;
  readonly clock: Clock;
  readonly places: Places;
  readonly work: (claim: Claim) => void;
  readonly rulesOf: (flow: string) => KeyRules | undefined;
  readonly backlog: number;
  readonly onEndedEarly: (run: EndedEarly) => void;
}

export type OpenQueue = (parts: QueueParts) => WorkQueue;

/** A random schedule, the same for the same numbers. */
export interface Schedule {
  readonly random: () => number;
  readonly inner: RunStore;
  readonly open: OpenQueue;
  /** Actions in a row. */
  readonly length: number;
}

/** A run as the model knows it; the order of the list is that of acceptance. */
export interface Known {
  readonly id: string;
  readonly key: string | undefined;
  readonly whenFull: WhenFull;
  /** Its record is being written, is there, or is not needed any more. */
  state: "entering" | "open" | "ended";
  begun: boolean;
  /** While somebody works on it. */
  claim: Claim | undefined;
  /** Its end, or its rest, is on its way. */
  leaving: boolean;
  /** It was handed back until then; a journal may remember that. */
  backAt: number;
  endedIn: number | undefined;
}

/** A run that was just sent. */
export function knownRun(id: string, key: string | undefined, whenFull: WhenFull): Known {
  return {
    id,
    key,
    whenFull,
    state: "entering",
    begun: false,
    claim: undefined,
    leaving: false,
    backAt: 0,
    endedIn: undefined,
  };
}

/** What the journal has of runs, in its order; what was not acknowledged may be there. */
export function afterCrash(runs: readonly Known[], kept: readonly PendingRun[]): Known[] {
  const left = kept.flatMap(({ id }) => runs.find((run) => run.id === id) ?? []);
  for (const [at, run] of left.entries()) {
    run.state = "open";
    run.begun = kept[at]?.begun === true || kept[at]?.waiting === true;
    run.leaving = false;
    run.claim = undefined;
  }
  return left;
}

/** Something that is done more often than the rest. */
export function often<T>(one: T): readonly T[] {
  return [one, one, one];
}

const isOlder = (run: Known, runs: readonly Known[]) => (one: Known) =>
  one.key === run.key && runs.indexOf(one) < runs.indexOf(run);

/** A run of a key begins: no older one may wait, and no more be inside than the limit. */
export function wrongBegin(run: Known, runs: readonly Known[], limit: number): string[] {
  const open = runs.filter(({ state }) => state !== "ended");
  const older = open.filter(isOlder(run, runs)).filter(({ begun, leaving }) => !begun && !leaving);
  const inside = open.filter(({ key, begun }) => key === run.key && begun).length;
  return [
    ...older.map(({ id }) => `${run.id} overtakes ${id}`),
    ...(inside < limit ? [] : [`${run.id} is one too many: ${inside} of ${limit}`]),
  ];
}

/** A run is dropped: there may be no room. @param flush what ended in it is not known to the queue yet */
export function wrongDrop(
  run: Known,
  runs: readonly Known[],
  limit: number,
  flush: number,
): string[] {
  const older = runs
    .filter(isOlder(run, runs))
    .filter(({ state, endedIn }) => state === "open" || endedIn === flush);
  return older.length < limit ? [`${run.id} is dropped though there is room`] : [];
}

/** Nothing is on its way: whoever can go on does. */
export function wrongAtRest(
  pending: readonly PendingRun[],
  runs: readonly Known[],
  { now, limit, free }: { readonly now: number; readonly limit: number; readonly free: number },
): string[] {
  return pending.flatMap(({ id, waiting, wakeAt = Number.POSITIVE_INFINITY, cancelled }) => {
    const run = runs.find((one) => one.id === id);
    if (run === undefined) return [`${id} is on record and unknown`];
    // With a place for it, that is: before it has one, the journal may say that it rests.
    if (waiting && free > 0 && run.claim === undefined && (wakeAt <= now || cancelled))
      return [`${id} sleeps on: ${wakeAt} of ${now}, cancelled ${cancelled}`];
    if (cancelled && !run.begun) return [`${id} is cancelled, and waits`];
    const waits = !waiting && !run.begun && free > 0 && run.backAt <= now;
    return waits && mayBegin(run, runs, limit) ? [`${id} could begin, and waits`] : [];
  });
}

function mayBegin(run: Known, runs: readonly Known[], limit: number): boolean {
  if (run.key === undefined) return true;
  const same = runs.filter(({ key, state }) => key === run.key && state === "open");
  const first = same.find(({ begun }) => !begun);
  return first === run && same.filter(({ begun }) => begun).length < limit;
}

/** With `restart` the newest are the only ones that nobody asked to end. */
export function wrongRestarts(wanted: string, runs: readonly Known[], limit: number): string[] {
  const open = runs.filter(({ key, state }) => key === wanted && state === "open");
  return open
    .slice(0, Math.max(0, open.length - limit))
    .filter(({ claim }) => claim?.isCancelled() !== true)
    .map(({ id }) => `${id} does not make room`);
}
