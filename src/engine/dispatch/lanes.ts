import type { Entry } from "./entry.ts";
import type { KeyRules } from "./work-queue.ts";

/** Runs with one concurrency key, each kind in the order of acceptance. */
export interface Lane {
  readonly name: string;
  /** The flow of the run that came last. */
  flow: string;
  /** They have begun, or may: until their end, rests included. */
  readonly inside: Set<Entry>;
  /** They wait for their turn. */
  readonly waiting: Set<Entry>;
  /** They are not decided on: on their way to the journal, or behind one that is. */
  readonly arriving: Set<Entry>;
  /** How many wait behind runs that all rest. */
  behind: number;
}

/** The runs of each concurrency key. */
export class Lanes {
  readonly #rulesOf: (flow: string) => KeyRules | undefined;
  readonly #lanes = new Map<string, Lane>();
  #behind = 0;

  constructor(rulesOf: (flow: string) => KeyRules | undefined) {
    this.#rulesOf = rulesOf;
  }

  /** How many runs wait behind others that all rest: nobody can work on them now. */
  get behind(): number {
    return this.#behind;
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
    const name = laneName(names[0] ?? flow, key);
    const lane = {
      name,
      flow,
      inside: new Set<Entry>(),
      waiting: new Set<Entry>(),
      arriving: new Set<Entry>(),
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

  /** How many may be inside now. One by one without the flow: that keeps the order of any limit. */
  limitOf({ flow }: Lane): number {
    return this.#rulesOf(flow)?.limit ?? 1;
  }

  /** Counts anew who waits behind runs that rest; forgets a lane that is empty. */
  settle(lane: Lane): void {
    const { name, inside, waiting, arriving } = lane;
    const behind = waiting.size > 0 && [...inside].every(isAtRest) ? waiting.size : 0;
    this.#behind += behind - lane.behind;
    lane.behind = behind;
    if (inside.size + waiting.size + arriving.size === 0) this.#lanes.delete(name);
  }
}

function isAtRest({ state }: Entry): boolean {
  return state === "resting" || state === "stuck";
}

function laneName(flow: string, key: string): string {
  return `${flow}\0${key}`;
}
