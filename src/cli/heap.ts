/**
 * V8 keeps what its heap of short-lived objects took while there was much to do, unless it is told
 * that memory is wanted. From inside, only the inspector can say so; it opens no port.
 */
import { performance } from "node:perf_hooks";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** How often it is looked whether there is anything to do, in milliseconds. */
const LOOK_MS = 1_000;

/** Share of that time for which the event loop may work and count as quiet. */
const QUIET = 0.02;

/**
 * How many quiet looks come before memory is given back that work took; after the start one does. Work that comes
 * in bursts would have to warm up for each: V8 compiles its code anew, and the heap grows from small again.
 */
const QUIET_LOOKS = 30;

/** What short-lived objects may keep, in bytes: light work grows it no further. */
const KEPT_BYTES = 8 * 1024 * 1024;

/** A start that takes longer has many flows to read, in milliseconds. */
const LONG_START_MS = 700;

let longStart: NodeJS.Timeout | undefined;

/**
 * Keeps that heap from growing while modules load. Has to be called before they do. When the start takes
 * long it may grow at once: to collect a small one often took a sixth of the CPU of a thousand flows.
 */
export function keepHeapSmall(): void {
  growBy(1);
  longStart = setTimeout(growBy, LONG_START_MS, 16);
  longStart.unref();
}

/** Lets it grow again when there is work: collecting a small one often is slow. */
export function letHeapGrow(): void {
  clearTimeout(longStart);
  growBy(2);
}

function growBy(factor: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}

/**
 * Gives memory back when there has been hardly anything to do for half a minute: about once for each time of much
 * work, and soon after the start. It takes a tenth of a second, with a thousand flows a quarter.
 */
export function giveMemoryBackWhenQuiet(): void {
  if (!process.features.inspector) return;
  // What the start has left is given back in any case.
  let kept = 0;
  let quietLooks = 0;
  let looksBefore = 1;
  let before = performance.eventLoopUtilization();
  const look = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    quietLooks = utilization >= QUIET ? 0 : quietLooks + 1;
    if (quietLooks < looksBefore || shortLivedBytes() <= kept) return;
    kept = KEPT_BYTES;
    looksBefore = QUIET_LOOKS;
    // What is not given back breaks nothing, and is no reason to end.
    giveMemoryBack().catch(() => undefined);
  }, LOOK_MS);
  look.unref();
}

function shortLivedBytes(): number {
  const spaces = getHeapSpaceStatistics();
  return spaces.find(({ space_name }) => space_name === "new_space")?.space_size ?? 0;
}

async function giveMemoryBack(): Promise<void> {
  const { Session } = await import("node:inspector/promises");
  const session = new Session();
  session.connect();
  await session.post("HeapProfiler.collectGarbage");
  // Not within its answer, where it would wait for itself for ever.
  setImmediate(() => session.disconnect());
}
