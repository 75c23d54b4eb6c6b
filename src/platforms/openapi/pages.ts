/** Reads a list page by page; each page is a call of its own, as the engine makes all of them. */
import { isJsonObject } from "../../documents/json-object.ts";
import { ActionError } from "../../errors.ts";
import type { OpenapiPagination } from "../../generated/openapi.ts";
import type { ActionContext } from "../action.ts";
import { Unfinished } from "../unfinished.ts";
import { valueAt } from "./answer-path.ts";
import { type Called, call, requestOf, serverFor, whom } from "./call.ts";
import type { DocumentRequest } from "./make-request.ts";
import {
  firstPlace,
  isCounted,
  nextPlace,
  type PagePlace,
  strange,
  tellsTheEnd,
} from "./next-page.ts";
import { firstOf, type PagedOutput } from "./pagination.ts";

/** Most that the entries of all pages take as JSON, in bytes: as much as the output of a step holds by default. */
const MOST_BYTES = 1_000_000;

const MOST_PAGES = 10;

/** Sentences about what is not as the document says. */
const MOST_TOLD = 10;

/** An operation with pages. */
export interface PagedCall extends Called {
  readonly pagination: OpenapiPagination;
}

/** What was read until now. Each page makes a new one: a call that was given up may still end. */
interface Progress {
  readonly pages: readonly (readonly unknown[])[];
  readonly bytes: number;
  readonly unexpected: readonly string[];
  /** What the pages after the first were asked for with, the next one included. */
  readonly asked: ReadonlySet<string>;
  /** The entries of the last page, as JSON. */
  readonly text: string;
}

const NOTHING: Progress = { pages: [], bytes: 0, unexpected: [], asked: new Set(), text: "" };

/** Reads the first page. @throws ActionError */
export function readPages(
  paged: PagedCall,
  input: PagePlace["input"],
  context: ActionContext,
): Promise<PagedOutput | Unfinished> {
  const { pagination, compiled } = paged;
  const first = firstPlace(pagination, input, firstOf(pagination, compiled.input));
  return readPage(paged, first, NOTHING, context);
}

async function readPage(
  paged: PagedCall,
  place: PagePlace,
  before: Progress,
  context: ActionContext,
): Promise<PagedOutput | Unfinished> {
  const { pagination, compiled } = paged;
  const request = requestAt(paged, place, context, before.pages.length + 1);
  const who = whom(request);
  const { headers, body, unexpected = [] } = await call(paged, request, context);
  const entries = entriesOf(pagination, body, who);
  const now = withPage(before, entries, unexpected);
  if (isCounted(pagination) && entries.some(isJsonObject) && now.text === before.text)
    throw strange({ who }, "answers the same entries for another page");
  const read = { place, address: urlOf(request), headers, body, count: entries.length };
  const whose = { who, server: serverFor(compiled, context) };
  const next = nextPlace(pagination, { ...read, countUntilNow: now.pages.flat().length }, whose);
  const { max_pages: most = MOST_PAGES } = pagination;
  const isOver = now.bytes > MOST_BYTES || (now.pages.length > most && entries.length > 0);
  if (isOver) return cutOff(pagination, before, who);
  if (next === undefined) return outputOf(now, false);
  if (now.pages.length === most && tellsTheEnd(pagination)) return cutOff(pagination, now, who);
  const key = next.address?.href ?? JSON.stringify(next.input);
  if (before.asked.has(key)) throw strange({ who }, "names a next page that it has named before");
  const asked = new Set([...before.asked, key]);
  return new Unfinished((later) => readPage(paged, next, { ...now, asked }, later));
}

function withPage(
  { pages, bytes, unexpected, asked }: Progress,
  entries: readonly unknown[],
  differing: readonly string[],
): Progress {
  const text = JSON.stringify(entries);
  return {
    pages: [...pages, entries],
    bytes: bytes + Buffer.byteLength(text),
    unexpected: [...new Set([...unexpected, ...differing])],
    asked,
    text,
  };
}

function requestAt(
  paged: PagedCall,
  { input, address }: PagePlace,
  context: ActionContext,
  page: number,
): DocumentRequest {
  const request = requestOf(paged, input, context, page);
  return address === undefined ? request : { ...request, address: address.href, query: [] };
}

/** Where a request goes, without what lets it in. */
function urlOf({ address, query }: DocumentRequest): URL {
  const url = new URL(address);
  if (query.length > 0)
    url.search = [url.search.slice(1), ...query.map(([name, value]) => `${name}=${value}`)]
      .filter((pair) => pair !== "")
      .join("&");
  return url;
}

/** An empty list comes as null from some. @throws ActionError */
function entriesOf({ items }: OpenapiPagination, body: unknown, who: string): readonly unknown[] {
  const entries = items === undefined ? body : valueAt(body, items);
  if (entries === null) return [];
  if (Array.isArray(entries)) return entries;
  const what = items === undefined ? "answers something that is no list" : `has no list "${items}"`;
  throw strange({ who }, what);
}

/** What was read, where a part is enough. @throws ActionError where it is not */
function cutOff(
  { max_pages: most = MOST_PAGES, partial }: OpenapiPagination,
  read: Progress,
  who: string,
): PagedOutput {
  if (partial === true && read.pages.length > 0) return outputOf(read, true);
  throw new ActionError(
    "invalid_request",
    `${who} has more entries than are read: ${most} pages, or ${MOST_BYTES} bytes, at most`,
    {
      code: "too_many_pages",
      hint: "ask for fewer, raise max_pages of its pagination, or take a part with partial: true",
    },
  );
}

function outputOf({ pages, unexpected }: Progress, more: boolean): PagedOutput {
  const told =
    unexpected.length > MOST_TOLD ? [...unexpected.slice(0, MOST_TOLD), "and more"] : unexpected;
  return {
    items: pages.flat(),
    pages: pages.filter(({ length }) => length > 0).length,
    more,
    ...(told.length > 0 && { unexpected: told }),
  };
}
