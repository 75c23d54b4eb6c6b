import type { Request } from "express";
import type { Catalog } from "../../flows/catalog.ts";
import type { RunQuery } from "../../journal/ports.ts";
import type { RunStatus } from "../../journal/records.ts";
import type { RefusalQuery } from "../../journal/refused-deliveries.ts";
import { readTerms, type SearchTerms } from "../../journal/search-terms.ts";
import { WebhookRejection } from "../../triggers/webhook-rejection.ts";
import { timeWithZone } from "../../written-time.ts";
import { type DeliveryPlace, readPlaceId } from "./delivery-place.ts";

const STATUSES: readonly string[] = [
  "queued",
  "running",
  "waiting",
  "succeeded",
  "failed",
  "cancelled",
] satisfies RunStatus[];

const PARAMETERS = [
  "flow",
  "status",
  "with_failures",
  "q",
  "since",
  "until",
  "active_since",
  "limit",
  "cursor",
];

/** Which runs a request asks for. */
export interface AskedRuns extends RunQuery {
  readonly search?: { readonly text: string; readonly terms: SearchTerms };
}

/** Reads the query of `GET runs`. @throws WebhookRejection 400 */
export function readRunQuery(request: Request): AskedRuns {
  const { q, limit, cursor, with_failures, active_since, ...which } = texts(request, PARAMETERS);
  const terms = termsOf(q);
  const withFailures = with_failures !== undefined && flag("with_failures", with_failures);
  if (withFailures && which["status"] === "failed")
    throw badQuery("with_failures finds runs that did not fail: leave one of the two out");
  return {
    limit: countOf(limit),
    ...whichRuns(which),
    ...(withFailures ? { withFailures } : {}),
    ...(active_since === undefined ? {} : { activeSince: timeOf("active_since", active_since) }),
    ...(q === undefined || terms === undefined ? {} : { search: { text: q, terms } }),
    ...(cursor === undefined ? {} : { before: cursor }),
  };
}

/** @throws WebhookRejection 400 */
export function flag(name: string, text: string): boolean {
  if (text !== "true" && text !== "false") throw badQuery(`${name} is true or false`);
  return text === "true";
}

/** The query with the names that its flow had before. */
export function withFormerNames<Query extends { readonly flow?: string }>(
  query: Query,
  { flows }: Catalog,
): Query & Pick<RunQuery, "was"> {
  const was = query.flow === undefined ? undefined : flows.get(query.flow)?.was;
  return was === undefined ? query : { ...query, was };
}

/** Reads the query of `GET refusals`. @throws WebhookRejection 400 */
export function readRefusalQuery(request: Request): RefusalQuery & { readonly unmasked: boolean } {
  const names = ["flow", "q", "since", "until", "limit", "cursor", "unmasked"];
  const { q, limit, cursor, unmasked, ...which } = texts(request, names);
  const { flow, since, until } = whichRuns(which);
  const terms = termsOf(q);
  const before = numberOf(cursor);
  return {
    limit: countOf(limit),
    unmasked: unmasked !== undefined && flag("unmasked", unmasked),
    ...(flow === undefined ? {} : { flow }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(terms === undefined ? {} : { terms }),
    ...(before === undefined ? {} : { before }),
  };
}

function countOf(limit = "50"): number {
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1 || count > 500)
    throw badQuery("limit is a number from 1 to 500");
  return count;
}

function termsOf(q: string | undefined): SearchTerms | undefined {
  const terms = q === undefined || q.length > 200 ? undefined : readTerms(q);
  if (q !== undefined && terms === undefined) throw badQuery("q is a text of 3 to 200 characters");
  return terms;
}

/** Reads the query of `GET runs/export`. @throws WebhookRejection 400 */
export function readExportQuery(request: Request): Omit<RunQuery, "limit"> {
  return whichRuns(texts(request, ["flow", "status", "since", "until"]));
}

function whichRuns({ flow, status, since, until }: Texts): Omit<RunQuery, "limit"> {
  if (status !== undefined && !STATUSES.includes(status))
    throw badQuery(`status is one of ${STATUSES.join(", ")}`);
  return {
    ...(flow === undefined ? {} : { flow }),
    ...(status === undefined ? {} : { status: status as RunStatus }),
    ...(since === undefined ? {} : { since: timeOf("since", since) }),
    ...(until === undefined ? {} : { until: timeOf("until", until) }),
  };
}

/** Reads `since` alone, in milliseconds since 1970. @throws WebhookRejection 400 */
export function readSince(request: Request): number | undefined {
  const { since } = texts(request, ["since"]);
  return since === undefined ? undefined : timeOf("since", since);
}

/** Which deliveries a request asks for. */
export interface AskedDeliveries {
  readonly flow: string | undefined;
  readonly refused: boolean | undefined;
  readonly limit: number;
  /** Only those that stand after this one in a list with the newest first. */
  readonly before: DeliveryPlace | undefined;
  readonly unmasked: boolean;
}

/** Reads the query of `GET deliveries`. @throws WebhookRejection 400 */
export function readDeliveryQuery(request: Request): AskedDeliveries {
  const names = ["flow", "status", "limit", "cursor", "unmasked"];
  const { flow, status, limit, cursor, unmasked } = texts(request, names);
  if (status !== undefined && status !== "accepted" && status !== "refused")
    throw badQuery("status is accepted or refused");
  const before = cursor === undefined ? undefined : readPlaceId(cursor);
  if (cursor !== undefined && before === undefined) throw badQuery(BAD_CURSOR);
  return {
    flow,
    refused: status === undefined ? undefined : status === "refused",
    limit: countOf(limit),
    before,
    unmasked: unmasked !== undefined && flag("unmasked", unmasked),
  };
}

const BAD_CURSOR = "cursor is what an earlier page gave";

function numberOf(cursor: string | undefined): number | undefined {
  const before = cursor === undefined ? undefined : Number(cursor);
  if (before !== undefined && !Number.isSafeInteger(before)) throw badQuery(BAD_CURSOR);
  return before;
}

/** What a request for numbers asks for; times in milliseconds since 1970, `step` in milliseconds. */
export interface AskedStats {
  readonly flow: string | undefined;
  readonly since: number;
  readonly until: number;
  readonly step: number;
}

/** Reads the query of `GET stats`. @throws WebhookRejection 400 */
export function readStatsQuery(request: Request, now: number): AskedStats {
  const { flow, step = "60", ...times } = texts(request, ["flow", "since", "until", "step"]);
  const { until = now, since = until - AN_HOUR_MS } = whichRuns(times);
  const seconds = Number(step);
  if (!Number.isInteger(seconds) || seconds < 60 || seconds > 86_400 || seconds % 60 !== 0)
    throw badQuery("step is a number of seconds from 60 to 86400, whole minutes");
  if (since >= until) throw badQuery("since is earlier than until");
  if (until - since > 24 * AN_HOUR_MS) throw badQuery("24 hours are looked at, and no more");
  return { flow, since, until, step: seconds * 1_000 };
}

const AN_HOUR_MS = 3_600_000;

/** Reads the query of `GET runs/{id}/compare`. @throws WebhookRejection 400 */
export function readCompareQuery(request: Request): string | undefined {
  return texts(request, ["with"])["with"];
}

/** A refusal of a query. */
export function badQuery(message: string): WebhookRejection {
  return new WebhookRejection(400, "bad_query", message);
}

type Texts = Readonly<Record<string, string | undefined>>;

/** The parameters of a query, each at most once. @throws WebhookRejection 400 */
export function texts(request: Request, names: readonly string[]): Texts {
  const entries = Object.entries(request.query);
  const unknown = entries.find(([name]) => !names.includes(name));
  if (unknown !== undefined)
    throw badQuery(`there is a parameter that is not known here; known are ${names.join(", ")}`);
  if (entries.some(([, value]) => typeof value !== "string"))
    throw badQuery("a parameter stands once");
  return request.query as Record<string, string>;
}

function timeOf(name: string, text: string): number {
  // A time without a zone would be another on each machine.
  const time = timeWithZone(text);
  if (time === undefined)
    throw badQuery(`${name} is a time with its zone, such as 2026-11-24T08:00:00Z`);
  return time;
}
