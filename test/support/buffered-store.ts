import type { SharedJournal } from "#src/engine/dispatch/shared-journal.js";
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

/** Those of a journal that several nodes share. */
const SHARED_WRITES = [
  "enter",
  "leave",
  "endUnwanted",
  "take",
  "giveBack",
  "keepOnly",
  "keyedFlows",
  "applyLimits",
] as const satisfies readonly (keyof SharedJournal)[];

type Name = (typeof WRITES)[number] | (typeof SHARED_WRITES)[number];

/** What a sender can send again: refused while the disk takes nothing. */
const ASKED_AGAIN: readonly Name[] = ["create", "enter", "deliver", "cancel"];

interface Write {
  readonly name: Name;
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
    const names: readonly Name[] = isShared(inner) ? [...WRITES, ...SHARED_WRITES] : WRITES;
    const guarded = names.map((name) => [
      name,
      (...args: unknown[]) => {
        if (this.isFull && ASKED_AGAIN.includes(name))
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
      const write = (this.#inner as SharedJournal)[name] as (
        ...given: unknown[]
      ) => Promise<unknown>;
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
    ...(isShared(inner)
      ? {
          countOpen: (at: number) => inner.countOpen(at),
          standing: (runId: string, at: number) => inner.standing(runId, at),
        }
      : {}),
  };
}

function isShared(store: RunStore): store is SharedJournal {
  return "enter" in store;
}
