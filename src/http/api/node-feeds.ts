/** The feed across nodes: what happens on one is told on another while somebody follows it there. */
import type { Changes } from "../../journal/changes.ts";
import {
  type DeliveryShow,
  deliveryEvent,
  type Feed,
  GAP,
  type LoggedEvent,
  type OtherFeeds,
  plainEvent,
} from "./event-log.ts";
import { EventTeller } from "./event-teller.ts";
import type { Parcels, PeerNotice, Peers } from "./peers.ts";

/** How often a node says that somebody follows there, in milliseconds. */
const FOLLOW_MS = 10_000;

/** What the events of one notice take at most, in characters, since it may not be long. */
const MOST_TEXT = 6_000;

/** What one pace tells at most, by the sizes of events: about 400 of what happens, and 4 MB of deliveries. */
const MOST_EVENTS = 120_000;
const MOST_DELIVERIES = 4 * 1_048_576;

export interface NodeFeedsOptions extends DeliveryShow {
  readonly peers: Peers;
  readonly parcels: Parcels;
  readonly changes: Changes;
}

type Hear = (event: LoggedEvent) => void;

export class NodeFeeds implements OtherFeeds {
  readonly #peers: Peers;
  readonly #hearers = { events: new Set<Hear>(), deliveries: new Set<Hear>() };

  constructor({ peers, parcels, changes, ...show }: NodeFeedsOptions) {
    this.#peers = peers;
    const events = new EventTeller({
      changes,
      eventOf: plainEvent,
      tell: (told) => tellInParts(told, peers),
      mostSize: MOST_EVENTS,
    });
    const deliveries = new EventTeller({
      changes,
      eventOf: (change) => deliveryEvent(change, show),
      tell: (told) => parcels.send("deliveries", told),
      mostSize: MOST_DELIVERIES,
    });
    peers.hear((notice) => {
      if (isFollow(notice)) (notice.of === undefined ? events : deliveries).asked();
      else if (isEvents(notice)) this.#tell("events", notice.events);
    });
    peers.onGap(() => {
      for (const feed of ["events", "deliveries"] as const) this.#tell(feed, [GAP]);
    });
    parcels.hear("deliveries", (open) => {
      if (this.#hearers.deliveries.size > 0) void this.#tellOpened(open);
    });
  }

  follow(feed: Feed, hear: Hear): () => void {
    this.#hearers[feed].add(hear);
    const ask = () =>
      this.#peers.tell(feed === "events" ? { kind: "follow" } : { kind: "follow", of: feed });
    ask();
    const timer = setInterval(ask, FOLLOW_MS).unref();
    return () => {
      clearInterval(timer);
      this.#hearers[feed].delete(hear);
    };
  }

  async #tellOpened(open: () => Promise<unknown>): Promise<void> {
    this.#tell("deliveries", ((await open()) as LoggedEvent[] | undefined) ?? [GAP]);
  }

  #tell(feed: Feed, events: readonly LoggedEvent[]): void {
    for (const event of events) for (const hear of this.#hearers[feed]) hear(event);
  }
}

/** Tells events in notices, none of which is too long. */
function tellInParts(events: readonly LoggedEvent[], peers: Peers): void {
  let part: LoggedEvent[] = [];
  let length = 0;
  for (const event of events) {
    const { length: own } = JSON.stringify(event);
    if (length + own > MOST_TEXT && part.length > 0) {
      peers.tell({ kind: "events", events: part });
      part = [];
      length = 0;
    }
    part.push(own > MOST_TEXT ? GAP : event);
    length += own > MOST_TEXT ? 0 : own;
  }
  if (part.length > 0) peers.tell({ kind: "events", events: part });
}

function isFollow(
  notice: { readonly kind: string } | PeerNotice,
): notice is Extract<PeerNotice, { kind: "follow" }> {
  return notice.kind === "follow";
}

function isEvents(
  notice: { readonly kind: string } | PeerNotice,
): notice is Extract<PeerNotice, { kind: "events" }> {
  return notice.kind === "events";
}
