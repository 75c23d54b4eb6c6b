/** The feed across nodes: what happens on one is told on another while somebody follows it there. */
import type { Changes } from "../../journal/changes.ts";
import { type LoggedEvent, type OtherFeeds, plainEvent } from "./event-log.ts";

/** How nodes tell each other. */
export interface Peers {
  tell(notice: PeerNotice): void;
  hear(hearer: (notice: { readonly kind: string }) => void): void;
}

type PeerNotice =
  | { readonly kind: "follow" }
  | { readonly kind: "events"; readonly events: readonly LoggedEvent[] };

/** How often a node says that somebody follows there, and how long that counts, in milliseconds. */
const FOLLOW_MS = 10_000;
const COUNTS_MS = 25_000;

/** How long events wait for others, in milliseconds. */
const PACE_MS = 200;

/** What the events of one notice take at most, in characters, since it may not be long. */
const MOST_TEXT = 6_000;

/** Events of one pace, at most: of more, the first are told. */
const MOST = 400;

export class NodeFeeds implements OtherFeeds {
  readonly #peers: Peers;
  readonly #changes: Changes;
  readonly #hearers = new Set<(event: LoggedEvent) => void>();
  #waiting: LoggedEvent[] = [];
  #unhear: (() => void) | undefined;
  #pace: NodeJS.Timeout | undefined;
  #end: NodeJS.Timeout | undefined;

  constructor(peers: Peers, changes: Changes) {
    this.#peers = peers;
    this.#changes = changes;
    peers.hear((notice) => {
      if (notice.kind === "follow") this.#tellForAWhile();
      else if (isEvents(notice))
        for (const event of notice.events) for (const hear of this.#hearers) hear(event);
    });
  }

  follow(hear: (event: LoggedEvent) => void): () => void {
    this.#hearers.add(hear);
    const ask = () => this.#peers.tell({ kind: "follow" });
    ask();
    const timer = setInterval(ask, FOLLOW_MS).unref();
    return () => {
      clearInterval(timer);
      this.#hearers.delete(hear);
    };
  }

  #tellForAWhile(): void {
    clearTimeout(this.#end);
    this.#end = setTimeout(() => this.#stop(), COUNTS_MS).unref();
    if (this.#unhear !== undefined) return;
    this.#unhear = this.#changes.hear((change) => {
      const event = this.#waiting.length < MOST ? plainEvent(change) : undefined;
      if (event !== undefined) this.#waiting.push(event);
    });
    this.#pace = setInterval(() => this.#tell(), PACE_MS).unref();
  }

  #tell(): void {
    let events: LoggedEvent[] = [];
    let length = 0;
    for (const event of this.#waiting.splice(0)) {
      const { length: own } = JSON.stringify(event);
      if (own > MOST_TEXT) continue;
      if (length + own > MOST_TEXT) {
        this.#peers.tell({ kind: "events", events });
        events = [];
        length = 0;
      }
      events.push(event);
      length += own;
    }
    if (events.length > 0) this.#peers.tell({ kind: "events", events });
  }

  #stop(): void {
    this.#unhear?.();
    this.#unhear = undefined;
    clearInterval(this.#pace);
    this.#waiting = [];
  }
}

function isEvents(
  notice: { readonly kind: string } | PeerNotice,
): notice is Extract<PeerNotice, { kind: "events" }> {
  return notice.kind === "events";
}
