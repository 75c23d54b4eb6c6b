/**
 * V8 keeps what its heap of short-lived objects took while there was much to do, unless it is told
 * that memory is wanted. From inside, only the inspector can say so; it opens no port.
 */
import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";

/** How often it is looked whether there is anything to do, in milliseconds. */
const LOOK_MS = 1_000;

/** Share of that time for which the event loop may work and count as quiet. */
const QUIET = 0.02;

/** With so much work quiet begins anew; less, such as a look at the metrics, does not count. */
const BUSY = 0.1;

/**
 * How many quiet looks come before memory is given back that work took; after the start one does. Work that comes
 * in bursts would have to warm up for each: V8 compiles its code anew, and the heap grows from small again.
 */
const QUIET_LOOKS = 30;

/** What work may have taken since then without anything being given back, in bytes resident. */
const KEPT_BYTES = 32 * 1024 * 1024;

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
  let least = Number.NEGATIVE_INFINITY;
  let looksBefore = 1;
  let quietLooks = 0;
  let before = performance.eventLoopUtilization();
  const look = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    const resident = process.memoryUsage.rss();
    least = Math.min(least, resident);
    if (utilization >= BUSY) quietLooks = 0;
    if (utilization < QUIET) quietLooks++;
    if (quietLooks < looksBefore || resident <= least + KEPT_BYTES) return;
    looksBefore = QUIET_LOOKS;
    quietLooks = 0;
    // What is not given back breaks nothing, and is no reason to end.
    void giveMemoryBack()
      .catch(() => undefined)
      .then(() => (least = process.memoryUsage.rss()));
  }, LOOK_MS);
  look.unref();
}

async function giveMemoryBack(): Promise<void> {
  const { Session } = await import("node:inspector/promises");
  const session = new Session();
  session.connect();
  await session.post("HeapProfiler.collectGarbage");
  // Not within its answer, where it would wait for itself for ever.
  setImmediate(() => session.disconnect());
}
