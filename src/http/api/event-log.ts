/**
 * The changes that clients follow: the newest ones, each at a position from which a client that was
 * away goes on. Nothing is kept or made while nobody follows, nor soon after.
 */
import type { Change, Changes, RunChange } from "../../journal/changes.ts";
import type { RunStatus } from "../../journal/records.ts";

/** One change as clients see it. */
export interface LoggedEvent {
  readonly name: "delivery" | "run" | "step" | "reload" | "connection" | "gap";
  readonly data: Readonly<Record<string, unknown>>;
  /** What it is about, with `run` and `step`. */
  readonly runId?: string;
  /** About what it takes in memory, in bytes. */
  readonly size: number;
}

/** Changes that are kept, at most, and the bytes of them. */
const MOST_EVENTS = 5_000;
const MOST_BYTES = 16 * 1_048_576;

/** What a change without a delivery takes, about. */
const SMALL = 300;

/** How long changes are kept for a client that went away, in milliseconds. */
const KEPT_FOR_MS = 60_000;

/** How deliveries are shown. */
export interface DeliveryShow {
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
  /** The name of this node, where others may share its journal. */
  readonly node?: string | undefined;
}

export interface EventLogOptions extends DeliveryShow {
  readonly changes: Changes;
  /** The feeds of other nodes; there are none unless given. */
  readonly others?: OtherFeeds | undefined;
}

/** What happens, or what comes to the webhooks. */
export type Feed = "events" | "deliveries";

/** The feeds of other nodes. */
export interface OtherFeeds {
  /** Lets them tell. @returns what ends it */
  follow(feed: Feed, hear: (event: LoggedEvent) => void): () => void;
}

export class EventLog {
  readonly #options: EventLogOptions;
  /** Names what was kept without a break: positions of before mean nothing any more. */
  #epoch = 0;
  #events: LoggedEvent[] = [];
  /** The position of the first one that is kept. */
  #first = 0;
  #bytes = 0;
  /** How many follow, or did a short time ago; and what they want. */
  #following = 0;
  readonly #wanted = { events: 0, deliveries: 0 };
  #unhear: (() => void) | undefined;
  /** Ends what other nodes tell. */
  readonly #unfollow = new Map<Feed, (() => void) | undefined>();

  constructor(options: EventLogOptions) {
    this.#options = options;
  }

  /** Keeps changes from now on. @returns what ends it */
  follow(feeds: readonly Feed[]): () => void {
    const { changes, others } = this.#options;
    if (this.#following++ === 0) this.#unhear = changes.hear((change) => this.#hear(change));
    for (const feed of feeds) {
      if (this.#wanted[feed]++ > 0) continue;
      // Whoever goes on from before would miss what was not kept then.
      this.#epoch = Math.max(Date.now(), this.#epoch + 1);
      const end = others?.follow(feed, (event) => this.#keep(event));
      this.#unfollow.set(feed, end);
    }
    return () => void setTimeout(() => this.#forget(feeds), KEPT_FOR_MS).unref();
  }

  /** Where the next change will stand. */
  get end(): number {
    return this.#first + this.#events.length;
  }

  /** How a client names a position. */
  idOf(position: number): string {
    return `${this.#epoch}-${position}`;
  }

  /** @returns the position after the one that a client names; undefined when that is not kept any more */
  positionAfter(id: string): number | undefined {
    const [, epoch, position] = /^(\d{1,15})-(\d{1,15})$/.exec(id) ?? [];
    const next = Number(position) + 1;
    const isKept = Number(epoch) === this.#epoch && next >= this.#first && next <= this.end;
    return isKept ? next : undefined;
  }

  /** What has happened from a position on; undefined when the first of it is not kept any more. */
  since(position: number): readonly LoggedEvent[] | undefined {
    return position < this.#first ? undefined : this.#events.slice(position - this.#first);
  }

  /** Lets go of all that is kept: who was away reads it again. */
  clear(): void {
    this.#first = this.end;
    this.#events = [];
    this.#bytes = 0;
  }

  #hear(change: Change): void {
    const wants = this.#wanted.deliveries > 0;
    const event = plainEvent(change) ?? (wants ? deliveryEvent(change, this.#options) : undefined);
    if (event !== undefined) this.#keep(event);
  }

  #keep(event: LoggedEvent): void {
    this.#events.push(event);
    this.#bytes += event.size;
    // By halves: to take each from the front would move all the others.
    if (this.#events.length > MOST_EVENTS || this.#bytes > MOST_BYTES) this.#drop();
  }

  #drop(): void {
    const gone = this.#events.splice(0, Math.ceil(this.#events.length / 2));
    this.#first += gone.length;
    for (const { size } of gone) this.#bytes -= size;
  }

  #forget(feeds: readonly Feed[]): void {
    for (const feed of feeds) if (--this.#wanted[feed] === 0) this.#unfollow.get(feed)?.();
    if (--this.#following > 0) return;
    this.#unhear?.();
    this.#events = [];
    this.#first = 0;
    this.#bytes = 0;
  }
}

/** Says that there was more than is told. */
export const GAP: LoggedEvent = { name: "gap", data: { why: "many" }, size: SMALL };

/** What came at the webhook listener. */
export function deliveryEvent(
  change: Change,
  { redact, node }: DeliveryShow,
): LoggedEvent | undefined {
  if (change.of !== "request" || change.delivery === undefined) return undefined;
  const came = redact(change.delivery()) as LoggedEvent["data"];
  const data = node === undefined ? came : { ...came, node };
  return { name: "delivery", data, size: SMALL + JSON.stringify(data).length };
}

/** What nothing of a customer is in: all but deliveries. */
export function plainEvent(change: Change): LoggedEvent | undefined {
  const at = new Date().toISOString();
  if (change.of === "run") return runEvent(change, at);
  if (change.of === "reload" && change.outcome !== "unchanged") {
    const { cause, outcome, flows } = change;
    return { name: "reload", data: { cause, outcome, flows, at }, size: SMALL };
  }
  if (change.of === "connection") {
    const { connection, state } = change;
    return { name: "connection", data: { connection, state, at }, size: SMALL };
  }
  return undefined;
}

const STATES = { accepted: "queued", started: "running", waiting: "waiting" } as const;

function runEvent(change: RunChange, at: string): LoggedEvent {
  const { what, runId, flow } = change;
  const about = { change: what, run_id: runId, flow, at };
  if ("step" in change) {
    const { path: step, status } = change.step;
    return { name: "step", runId, data: { ...about, step, status }, size: SMALL };
  }
  const status: RunStatus = change.what === "ended" ? change.status : STATES[change.what];
  return { name: "run", runId, data: { ...about, status }, size: SMALL };
}
