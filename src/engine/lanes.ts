/**
 * Runs with one concurrency key share a lane: so many of them are in it at once, from their start
 * to their end, waits included. The others wait for their turn in the order of acceptance.
 */
import type { CompiledFlow } from "../flows/compiled-flow.ts";

interface Lane {
  readonly inside: Set<string>;
  /** Those that wait for their turn, in order. */
  readonly waiting: Map<string, () => void>;
}

/** What a lane needs of a flow. */
export type LaneFlow = Pick<CompiledFlow, "concurrency" | "was">;

/** Who has a key: the flow and what its template gave. */
export interface LaneKey {
  readonly flow: string;
  readonly concurrencyKey: string | undefined;
}

export class Lanes {
  readonly #lanes = new Map<string, Lane>();

  /** Whether a run with this key would have to wait. */
  isFull(key: LaneKey, { concurrency, was }: LaneFlow): boolean {
    const lane = this.#lanes.get(this.#nameOf(key, was));
    return lane !== undefined && concurrency !== undefined && lane.inside.size >= concurrency.limit;
  }

  /**
   * Takes a run into the lane of its key; `go` is called now, or when it is its turn.
   * @returns the runs that have to make room for it
   */
  enter(
    run: LaneKey & { readonly id: string },
    { concurrency, was }: LaneFlow,
    go: () => void,
  ): string[] {
    if (concurrency === undefined || run.concurrencyKey === undefined) {
      go();
      return [];
    }
    const name = this.#nameOf(run, was);
    const lane = this.#lanes.get(name) ?? { inside: new Set(), waiting: new Map() };
    this.#lanes.set(name, lane);
    if (lane.inside.size < concurrency.limit) {
      lane.inside.add(run.id);
      go();
      return [];
    }
    const others = [...lane.inside, ...lane.waiting.keys()];
    lane.waiting.set(run.id, go);
    const tooMany = others.length + 1 - concurrency.limit;
    return concurrency.whenFull === "restart" ? others.slice(0, tooMany) : [];
  }

  /** Lets go of a run that has ended; the next one has its turn. */
  leave(run: LaneKey & { readonly id: string }, { was }: LaneFlow): void {
    if (run.concurrencyKey === undefined) return;
    const names = [run.flow, ...was].map((flow) => laneName(flow, run.concurrencyKey));
    const name = names.find((one) => {
      const { inside, waiting } = this.#lanes.get(one) ?? {};
      return inside?.has(run.id) === true || waiting?.has(run.id) === true;
    });
    const lane = name === undefined ? undefined : this.#lanes.get(name);
    if (name === undefined || lane === undefined) return;
    lane.waiting.delete(run.id);
    if (!lane.inside.delete(run.id)) return;
    const [next] = lane.waiting;
    if (next === undefined) {
      if (lane.inside.size === 0) this.#lanes.delete(name);
      return;
    }
    const [id, go] = next;
    lane.waiting.delete(id);
    lane.inside.add(id);
    go();
  }

  /** The lane of a key: one that the flow had under a name of before, while runs are in it. */
  #nameOf({ flow, concurrencyKey }: LaneKey, was: readonly string[]): string {
    const former = was.map((name) => laneName(name, concurrencyKey));
    return former.find((name) => this.#lanes.has(name)) ?? laneName(flow, concurrencyKey);
  }
}

function laneName(flow: string, concurrencyKey: string | undefined): string {
  return `${flow}\0${concurrencyKey}`;
}
