import type { Entry, Lane } from "./entry.ts";
import { Line } from "./line.ts";
import type { KeyRules } from "./work-queue.ts";

/** The runs of each concurrency key. */
export class Lanes {
  readonly #rulesOf: (flow: string) => KeyRules | undefined;
  readonly #lanes = new Map<string, Lane>();
  #behind = 0;
  /** The same for each flow that has such runs. */
  readonly #behindOf = new Map<string, number>();

  constructor(rulesOf: (flow: string) => KeyRules | undefined) {
    this.#rulesOf = rulesOf;
  }

  /** How many runs wait behind others that all rest: nobody can work on them now. */
  get behind(): number {
    return this.#behind;
  }

  /** Those of a flow. */
  behindOf(flow: string): number {
    return this.#behindOf.get(flow) ?? 0;
  }

  all(): readonly Lane[] {
    return [...this.#lanes.values()];
  }

  /** The lane of a key: one that the flow had under a name of before, while runs are in it. */
  laneOf({ flow }: { readonly flow: string }, key: string): Lane {
    const { names } = this.#rulesOf(flow) ?? { names: [flow] };
    const found = names.map((name) => this.#lanes.get(laneName(name, key))).find((lane) => lane);
    if (found !== undefined) {
      found.flow = flow;
      return found;
    }
    const owner = names[0] ?? flow;
    const name = laneName(owner, key);
    const lane = {
      name,
      owner,
      flow,
      inside: new Line<Entry>(),
      waiting: new Line<Entry>(),
      arriving: new Line<Entry>(),
      // One by one keeps the order, whatever the limit was before a restart.
      limit: 1,
      behind: 0,
    };
    this.#lanes.set(name, lane);
    return lane;
  }

  /** Puts a run where it was before a restart: nobody else is asked for room. */
  put(entry: Entry, lane: Lane): void {
    entry.lane = lane;
    (entry.isBegun ? lane.inside : lane.waiting).add(entry);
  }

  /** How many may be inside now; without the flow, or its key, as many as before. */
  limitOf(lane: Lane): number {
    lane.limit = this.#rulesOf(lane.flow)?.limit ?? lane.limit;
    return lane.limit;
  }

  /** Counts anew who waits behind runs that rest; forgets a lane that is empty. */
  settle(lane: Lane): void {
    const { name, inside, waiting, arriving } = lane;
    const behind = waiting.size > 0 && [...inside].every(isAtRest) ? waiting.size : 0;
    if (behind !== lane.behind) this.#count(lane, behind);
    // By then there may be another one of the same name.
    if (inside.size + waiting.size + arriving.size === 0 && this.#lanes.get(name) === lane)
      this.#lanes.delete(name);
  }

  #count(lane: Lane, behind: number): void {
    const change = behind - lane.behind;
    lane.behind = behind;
    this.#behind += change;
    const left = this.behindOf(lane.owner) + change;
    if (left > 0) this.#behindOf.set(lane.owner, left);
    else this.#behindOf.delete(lane.owner);
  }
}

function isAtRest({ state }: Entry): boolean {
  return state === "resting" || state === "stuck";
}

function laneName(flow: string, key: string): string {
  return `${flow}\0${key}`;
}
