/**
 * Tells clients of changes, as server-sent events. All clients are told at once, a few times a second,
 * and those who want the same are sent the same text: fifty open pages cost little more than one.
 */
import type { Response } from "express";
import { maskPersonal } from "../../telemetry/mask-personal.ts";
import type { EventLog, Feed, LoggedEvent } from "./event-log.ts";

/** What a client can ask for. */
export type EventKind = "deliveries" | "runs" | "reloads" | "connections";

/** Which changes a client is told. */
export interface EventFilter {
  readonly kinds: ReadonlySet<EventKind>;
  /** Changes of this run's steps, too. */
  readonly run?: string | undefined;
  /** Made-up values for what tells who a person is. */
  readonly masked: boolean;
}

interface Client {
  readonly response: Response;
  readonly filter: EventFilter;
  /** Says the same as the filter. */
  readonly key: string;
  /** It read too slowly, and has to read again what it shows. */
  isBehind: boolean;
}

/** How long changes wait for others, in milliseconds. */
const PACE_MS = 100;

/** How often something is sent that keeps proxies from closing a quiet stream, in milliseconds. */
const PING_MS = 15_000;

/** What may wait for a slow reader, in bytes; more is left out. */
const MOST_UNREAD = 1_048_576;

/** Runs of which a client is told one by one at a time; of more it is told that there are many. */
const MOST_RUNS = 200;

export class EventStreams {
  readonly #log: EventLog;
  readonly #clients = new Set<Client>();
  /** Up to where the clients have been told. */
  #told = 0;
  #timers: NodeJS.Timeout[] = [];

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** Tells a client of changes from now on. @param after the last one that it knows, by its id */
  open(response: Response, filter: EventFilter, after: string | undefined): void {
    const unfollow = this.#log.follow(feedsOf(filter));
    // So that all go on from the same place.
    this.#tell();
    const key = JSON.stringify([[...filter.kinds].toSorted(), filter.run, filter.masked]);
    const client: Client = { response, filter, key, isBehind: false };
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      // Nginx would wait for more.
      "x-accel-buffering": "no",
    });
    response.write(": listening\n\n");
    if (after !== undefined) response.write(this.#missed(after, filter));
    this.#clients.add(client);
    if (this.#clients.size === 1) this.#start();
    response.once("close", () => {
      this.#clients.delete(client);
      if (this.#clients.size === 0)
        for (const timer of this.#timers.splice(0)) clearInterval(timer);
      unfollow();
    });
  }

  #start(): void {
    this.#timers = [
      setInterval(() => this.#tell(), PACE_MS),
      setInterval(() => {
        for (const { response } of this.#clients) response.write(": ping\n\n");
      }, PING_MS),
    ];
  }

  /** What a client has missed that comes back. */
  #missed(after: string, filter: EventFilter): string {
    const position = this.#log.positionAfter(after);
    const events = position === undefined ? undefined : this.#log.since(position);
    return events === undefined ? this.#gap("away") : this.#textOf(events, filter);
  }

  #tell(): void {
    const end = this.#log.end;
    if (end === this.#told) return;
    const events = this.#log.since(this.#told);
    this.#told = end;
    const texts = new Map<string, string>();
    for (const client of this.#clients) {
      const { response, filter, key } = client;
      let text = texts.get(key);
      if (text === undefined) {
        text = events === undefined ? this.#gap("many") : this.#textOf(events, filter);
        texts.set(key, text);
      }
      if (text === "") continue;
      if (response.writableLength > MOST_UNREAD) client.isBehind = true;
      else if (client.isBehind) {
        client.isBehind = false;
        response.write(this.#gap("slow"));
      } else response.write(text);
    }
  }

  /** The events of a filter, up to the log's end. */
  #textOf(events: readonly LoggedEvent[], filter: EventFilter): string {
    const chosen = withoutPassed(events.filter((event) => isWanted(event, filter)));
    const runs = chosen.filter(({ name }) => name === "run");
    const isMany = runs.length > MOST_RUNS;
    const told = isMany ? chosen.filter(({ name }) => name !== "run") : chosen;
    const texts = told.map(({ name, data }) => {
      const shown = name === "delivery" && filter.masked ? maskPersonal(data) : data;
      return `event: ${name}\ndata: ${JSON.stringify(shown)}\n`;
    });
    if (isMany) texts.push('event: gap\ndata: {"why":"many"}\n');
    if (texts.length === 0) return "";
    // With the last one, all of them are known.
    return `${texts.join("\n")}id: ${this.#log.idOf(this.#log.end - 1)}\n\n`;
  }

  /** Tells a client that it does not know all that happened. */
  #gap(why: "away" | "many" | "slow"): string {
    return `event: gap\ndata: ${JSON.stringify({ why })}\nid: ${this.#log.idOf(this.#log.end - 1)}\n\n`;
  }
}

function feedsOf({ kinds, run }: EventFilter): Feed[] {
  const wantsEvents = run !== undefined || [...kinds].some((kind) => kind !== "deliveries");
  return [
    ...(wantsEvents ? (["events"] as const) : []),
    ...(kinds.has("deliveries") ? (["deliveries"] as const) : []),
  ];
}

function isWanted({ name, runId }: LoggedEvent, { kinds, run }: EventFilter): boolean {
  switch (name) {
    case "delivery":
      return kinds.has("deliveries");
    case "run":
      return kinds.has("runs");
    case "step":
      return runId === run;
    case "reload":
      return kinds.has("reloads");
    case "connection":
      return kinds.has("connections");
    case "gap":
      return true;
  }
}

/** Of several states of one run only the last is of interest; `new` says that the first was among them. */
function withoutPassed(events: readonly LoggedEvent[]): readonly LoggedEvent[] {
  const last = new Map<string, LoggedEvent>();
  const accepted = new Set<string>();
  for (const event of events) {
    if (event.name !== "run" || event.runId === undefined) continue;
    last.set(event.runId, event);
    if (event.data["change"] === "accepted") accepted.add(event.runId);
  }
  return events
    .filter((event) => event.name !== "run" || last.get(event.runId ?? "") === event)
    .map((event) =>
      event.name === "run" && accepted.has(event.runId ?? "")
        ? { ...event, data: { ...event.data, new: true } }
        : event,
    );
}
