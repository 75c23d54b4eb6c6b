import type { Request, RequestHandler } from "express";
import type { EventLog } from "./event-log.ts";
import { type EventFilter, type EventKind, EventStreams } from "./event-streams.ts";
import { badQuery, flag, texts } from "./run-query.ts";

const KINDS: readonly string[] = [
  "deliveries",
  "runs",
  "reloads",
  "connections",
] satisfies EventKind[];

/** Server-sent events: what happens from now on, or from where a client was. */
export function eventsRoute(log: EventLog): RequestHandler {
  const streams = new EventStreams(log);
  return (request, response) => {
    const { after, ...filter } = readEventQuery(request);
    const lastId = request.headers["last-event-id"];
    streams.open(response, filter, typeof lastId === "string" ? lastId : after);
  };
}

/** Reads the query of `GET events`. @throws WebhookRejection 400 */
function readEventQuery(request: Request): EventFilter & { readonly after: string | undefined } {
  const { of, run, masked, after } = texts(request, ["of", "run", "masked", "after"]);
  const kinds = of === undefined ? ["deliveries"] : of.split(",");
  if (!kinds.every((kind) => KINDS.includes(kind)))
    throw badQuery(`of is a list, with commas, of ${KINDS.join(", ")}`);
  return {
    kinds: new Set(kinds as EventKind[]),
    run,
    masked: masked !== undefined && flag("masked", masked),
    after,
  };
}
