import type { RunStore } from "#src/journal/ports.js";

const WRITES = [
  "create",
  "checkpoint",
  "finish",
  "park",
  "wake",
  "cancel",
  "awaitCallback",
  "endCallback",
  "deliver",
] as const satisfies readonly (keyof RunStore)[];

/** A store whose process dies after so many writes: what comes later is never heard of again. */
export class CrashStore {
  readonly store: RunStore;
  /** How many writes there were. */
  writes = 0;
  /** Resolves when the process has died. */
  readonly died: Promise<void>;

  constructor(inner: RunStore, last = Number.POSITIVE_INFINITY) {
    const deaths: (() => void)[] = [];
    this.died = new Promise((resolve) => deaths.push(resolve));
    const guarded = WRITES.map((name) => {
      const write = inner[name] as (...args: unknown[]) => Promise<unknown>;
      return [
        name,
        async (...args: unknown[]) => {
          if (this.writes >= last) return new Promise(() => undefined);
          this.writes++;
          const answer = await write(...args);
          if (this.writes < last) return answer;
          deaths[0]?.();
          return new Promise(() => undefined);
        },
      ];
    });
    this.store = { ...inner, ...(Object.fromEntries(guarded) as Partial<RunStore>) };
  }
}
