/** Over how long it is measured, in milliseconds. */
const MEASURED_MS = 100;

/** Makes what tells for which share of its time the event loop has worked lately; nothing runs for it. */
export function loopLoad(): () => number {
  let before = performance.eventLoopUtilization();
  let measuredAt = performance.now();
  let load = 0;
  return () => {
    const now = performance.now();
    if (now - measuredAt < MEASURED_MS) return load;
    const loop = performance.eventLoopUtilization();
    load = performance.eventLoopUtilization(loop, before).utilization;
    [before, measuredAt] = [loop, now];
    return load;
  };
}
