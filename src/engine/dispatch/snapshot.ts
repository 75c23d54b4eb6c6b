import type { FlowCounts, OpenRuns } from "./shared-journal.ts";
import { LARGEST_SHARE } from "./tally.ts";
import type { OpenCounts, QueueCounts, Work } from "./work-queue.ts";

/**
 * How many runs had not ended, of all nodes, when the journal was asked last; and how many this node has
 * accepted since, less those that it has ended or laid to rest.
 */
export class Snapshot {
  readonly #flows: ReadonlyMap<string, FlowCounts>;
  readonly #all: number;
  readonly #nodes: number;
  readonly #since = new Map<string, number>();
  #allSince = 0;

  constructor({ flows, nodes }: OpenRuns = { flows: [], nodes: 1 }) {
    this.#flows = new Map(flows.map((one) => [one.flow, one]));
    this.#all = flows.reduce((sum, one) => sum + workOf(one), 0);
    this.#nodes = nodes;
  }

  /** A run has come, or is none any more that could be worked on. */
  count(flow: string, change: 1 | -1): void {
    this.#since.set(flow, (this.#since.get(flow) ?? 0) + change);
    this.#allSince += change;
  }

  get counts(): QueueCounts {
    return { ...sumOf([...this.#flows.values()]), backlog: this.#all };
  }

  countsOf(flows: readonly string[]): OpenCounts {
    return sumOf(flows.flatMap((flow) => this.#flows.get(flow) ?? []));
  }

  workOf(flow: string): Work {
    const own = this.#flows.get(flow);
    const before = own === undefined ? 0 : workOf(own);
    return { all: this.#all + this.#allSince, own: before + (this.#since.get(flow) ?? 0) };
  }

  /**
   * Whether this node may accept no further run of a flow: each has a share of the room that was left.
   * @param most what there may be to do in all
   */
  isFull(flow: string, most: number): boolean {
    const room = (most - this.#all) / this.#nodes - this.#allSince;
    return room <= 0 || this.workOf(flow).own > LARGEST_SHARE * room * this.#nodes;
  }

  /** How many runs wait for each node, about. */
  get queuedEach(): number {
    return this.counts.queued / this.#nodes;
  }

  /** How many runs of a flow wait at most, those that came since included. */
  queuedOf(flow: string): number {
    return (this.#flows.get(flow)?.queued ?? 0) + Math.max(0, this.#since.get(flow) ?? 0);
  }
}

function sumOf(counts: readonly OpenCounts[]): OpenCounts {
  const sum = { queued: 0, held: 0, resting: 0 };
  for (const { queued, held, resting } of counts) {
    sum.queued += queued;
    sum.held += held;
    sum.resting += resting;
  }
  return sum;
}

function workOf({ queued, held, behind }: FlowCounts): number {
  return queued + held - behind;
}
