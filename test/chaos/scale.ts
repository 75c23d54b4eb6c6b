/**
 * How long the tests of this folder go on: short in `npm test`, long with `npm run chaos`. A seed
 * that failed is given again as AHAFLOW_CHAOS_SEED.
 */
const isLong = process.env["AHAFLOW_CHAOS"] === "long";

export const SCALE = isLong
  ? {
      seconds: 600,
      kills: 20,
      harms: 60,
      outageSeconds: 60,
      perSecond: 200,
      hostileRequests: 10_000,
      everyNest: true,
      schedules: 100_000,
      callbackRounds: 2_000,
    }
  : {
      seconds: 15,
      kills: 3,
      harms: 4,
      outageSeconds: 3,
      perSecond: 100,
      hostileRequests: 114,
      everyNest: false,
      schedules: 400,
      callbackRounds: 100,
    };

export const SEED = Number(process.env["AHAFLOW_CHAOS_SEED"] ?? Date.now() % 1_000_000);

/** Time that everything may take to end after the disturbances, in milliseconds. */
export const SETTLE_MS = isLong ? 600_000 : 60_000;

/** Numbers from 0 up to 1, the same for a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Prints what came of it: figures for docs/reliability.md. */
export function tell(what: string, figures: Readonly<Record<string, number | string>>): void {
  const list = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  process.stdout.write(`${what}: ${list.join(", ")}\n`);
}
