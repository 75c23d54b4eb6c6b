import type { Change, Changes } from "../../journal/changes.ts";
import { GAP, type LoggedEvent } from "./event-log.ts";

/** For how long others are told after they have asked, in milliseconds. */
const ASKED_MS = 25_000;

/** How long events wait for others, in milliseconds. */
const PACE_MS = 200;

export interface EventTellerOptions {
  readonly changes: Changes;
  /** Undefined: of that change nothing is told. */
  readonly eventOf: (change: Change) => LoggedEvent | undefined;
  /** Tells the other nodes. */
  readonly tell: (events: readonly LoggedEvent[]) => void;
  /** What is told in one pace, by the sizes of events: of more, that there was a gap. */
  readonly mostSize: number;
}

/** Tells other nodes what happens on this one while somebody follows it there, and does nothing otherwise. */
export class EventTeller {
  readonly #options: EventTellerOptions;
  #waiting: LoggedEvent[] = [];
  #size = 0;
  #unhear: (() => void) | undefined;
  #pace: NodeJS.Timeout | undefined;
  #end: NodeJS.Timeout | undefined;

  constructor(options: EventTellerOptions) {
    this.#options = options;
  }

  /** From now on, until nobody has asked for a while. */
  asked(): void {
    clearTimeout(this.#end);
    this.#end = setTimeout(() => this.#stop(), ASKED_MS).unref();
    if (this.#unhear !== undefined) return;
    this.#unhear = this.#options.changes.hear((change) => this.#hear(change));
    this.#pace = setInterval(() => this.#tell(), PACE_MS).unref();
  }

  #hear(change: Change): void {
    const { eventOf, mostSize } = this.#options;
    if (this.#size > mostSize) return;
    const event = eventOf(change);
    if (event === undefined) return;
    this.#size += event.size;
    this.#waiting.push(this.#size > mostSize ? GAP : event);
  }

  #tell(): void {
    if (this.#waiting.length > 0) this.#options.tell(this.#waiting);
    this.#waiting = [];
    this.#size = 0;
  }

  #stop(): void {
    this.#unhear?.();
    this.#unhear = undefined;
    clearInterval(this.#pace);
    this.#waiting = [];
    this.#size = 0;
  }
}
