import type { Places } from "./places.ts";
import type { TakenRun } from "./shared-journal.ts";
import type { Claim } from "./work-queue.ts";

/** A run that this node works on. */
export interface NodeRun {
  readonly run: TakenRun;
  /** Runs of its key that this node did in a row, itself included. */
  readonly row: number;
  /** Undefined while it waits for a place. */
  claim: Claim | undefined;
  isCancelled: boolean;
  supersededBy: string | undefined;
  /** It is being laid to rest, or ended. */
  isLeaving: boolean;
}

export interface NodeRunsOptions {
  readonly places: Places;
  /** Gets each run with its place. */
  readonly work: (claim: Claim) => void;
  /** There are places that no run of this node waits for. */
  readonly onFree: () => void;
}

/** The runs that a node has of those that several share: each with a place, or soon with one. */
export class NodeRuns {
  readonly #options: NodeRunsOptions;
  readonly #runs = new Map<string, NodeRun>();
  /** Those of them that wait for a place. */
  readonly #ready = new Set<string>();
  /** Places for those that the journal is being asked for. */
  #expected = 0;
  #lastToken = 0;
  #stopped = false;

  constructor(options: NodeRunsOptions) {
    this.#options = options;
    options.places.onFree = () => this.#handOut();
  }

  get size(): number {
    return this.#runs.size;
  }

  get ids(): string[] {
    return [...this.#runs.keys()];
  }

  /** Places for runs that this node does not have yet. */
  get free(): number {
    return this.#stopped ? 0 : this.#options.places.free - this.#ready.size - this.#expected;
  }

  has(runId: string): boolean {
    return this.#runs.has(runId);
  }

  /** @param row how many of its key this node did in a row, itself included */
  adopt(run: TakenRun, row = 1): void {
    this.#put(run, row);
    this.#ready.add(run.id);
    this.#handOut();
  }

  /** Asks for runs to adopt, and keeps places for them meanwhile. */
  async expecting<Given extends { readonly runs: readonly TakenRun[] }>(
    count: number,
    ask: () => Promise<Given>,
  ): Promise<Given> {
    this.#expected = count;
    let given: Given;
    try {
      given = await ask();
    } finally {
      this.#expected = 0;
    }
    for (const run of given.runs) this.adopt(run);
    return given;
  }

  /** The same for a run that has its place already. */
  begin(run: TakenRun): void {
    this.#work(this.#put(run, 1));
  }

  /** The run of a claim, while it is the one that holds and has said nothing else yet. */
  of({ runId, token }: Claim): NodeRun | undefined {
    const held = this.#runs.get(runId);
    return held?.claim?.token === token && !held.isLeaving ? held : undefined;
  }

  /** @returns whether this node still had it */
  remove(held: NodeRun): boolean {
    return this.#runs.get(held.run.id) === held && this.#runs.delete(held.run.id);
  }

  /** Lets go of a run that has not begun and has no place yet, if this is one. */
  withdraw(runId: string): TakenRun | undefined {
    const run = this.#runs.get(runId)?.run;
    if (!run?.fresh || !this.#ready.delete(runId)) return undefined;
    this.#runs.delete(runId);
    return run;
  }

  /** The others have all of them. */
  loseAll(): void {
    this.#runs.clear();
    this.#ready.clear();
  }

  /** Something may have come for a run, or for all. */
  tell(runId?: string): void {
    const told = runId === undefined ? this.#runs.values() : [this.#runs.get(runId)];
    for (const held of told) held?.claim?.onNews();
  }

  /** Somebody wants a run to end. @param by the newer run of its key that does */
  wishEnd(runId: string, by: string | undefined): void {
    const held = this.#runs.get(runId);
    if (held === undefined || held.isCancelled) return;
    held.isCancelled = true;
    held.supersededBy = by;
    held.claim?.onNews();
  }

  /** No further run has a place. */
  stop(): void {
    this.#stopped = true;
  }

  #put(run: TakenRun, row: number): NodeRun {
    const { cancelled: isCancelled, supersededBy } = run;
    const held = { run, row, claim: undefined, isCancelled, supersededBy, isLeaving: false };
    this.#runs.set(run.id, held);
    return held;
  }

  #handOut(): void {
    const { places, onFree } = this.#options;
    for (const id of this.#ready) {
      if (this.#stopped || places.free <= 0) return;
      this.#ready.delete(id);
      const held = this.#runs.get(id);
      if (held === undefined) continue;
      places.take();
      this.#work(held);
    }
    if (!this.#stopped && this.#ready.size === 0 && places.free > 0) onFree();
  }

  #work(held: NodeRun): void {
    const { id: runId } = held.run;
    const claim: Claim = {
      runId,
      token: ++this.#lastToken,
      isFresh: held.run.fresh,
      isCancelled: () => held.isCancelled,
      supersededBy: () => held.supersededBy,
      isLost: () => this.#runs.get(runId) !== held,
      onNews: () => undefined,
    };
    held.claim = claim;
    this.#options.work(claim);
  }
}
