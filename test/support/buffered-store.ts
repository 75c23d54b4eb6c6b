import { AhaflowError } from "#src/errors.js";
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

interface Write {
  readonly name: (typeof WRITES)[number];
  readonly args: readonly unknown[];
  readonly settle: (answer: Promise<unknown>) => void;
}

/** A store whose writes reach the disk when the test says so, in order; a crash loses the others. */
export class BufferedStore {
  readonly store: RunStore;
  /** Called when a write is asked for. */
  onWrite: (name: Write["name"], args: readonly unknown[]) => void = () => undefined;
  /** Called when a write is on the disk, before whoever asked is told. */
  onWritten: (name: Write["name"], args: readonly unknown[], answer: unknown) => void = () =>
    undefined;
  /** The disk takes nothing: what a sender can send again is refused. */
  isFull = false;
  readonly #inner: RunStore;
  #writes: Write[] = [];

  constructor(inner: RunStore) {
    this.#inner = inner;
    const guarded = WRITES.map((name) => [
      name,
      (...args: unknown[]) => {
        if (this.isFull && (name === "create" || name === "deliver" || name === "cancel"))
          return Promise.reject(new AhaflowError("journal_write_failed", "the disk is full"));
        this.onWrite(name, args);
        return new Promise((settle) => this.#writes.push({ name, args, settle }));
      },
    ]);
    this.store = { ...readsOf(inner), ...(Object.fromEntries(guarded) as Partial<RunStore>) };
  }

  get pending(): number {
    return this.#writes.length;
  }

  /** Writes the first of what waits. */
  async flush(count = this.#writes.length): Promise<void> {
    for (const { name, args, settle } of this.#writes.splice(0, count)) {
      const write = this.#inner[name] as (...given: unknown[]) => Promise<unknown>;
      const answer = await write.apply(this.#inner, [...args]);
      this.onWritten(name, args, answer);
      settle(Promise.resolve(answer));
    }
  }

  /** What waits is lost, and never heard of again. */
  crash(): void {
    this.#writes = [];
  }
}

/** A store may be an object of a class. */
function readsOf(inner: RunStore): RunStore {
  return {
    ...inner,
    load: (ids) => inner.load(ids),
    pending: () => inner.pending(),
    arrival: (id, step) => inner.arrival(id, step),
    get: (id) => inner.get(id),
    list: (query) => inner.list(query),
  };
}
