/** What asks for the page after one that was read. No message quotes a value. */
import { isJsonObject } from "../../documents/json-object.ts";
import { ActionError } from "../../errors.ts";
import type {
  OpenapiPagination,
  PagesByCursor,
  PagesByNumber,
  PagesByOffset,
} from "../../generated/openapi.ts";
import { refusedRequest } from "../../outgoing/request-headers.ts";
import { valueAt } from "./answer-path.ts";
import { linkedNext } from "./link-header.ts";

/** What one page is asked for with. */
export interface PagePlace {
  readonly input: Readonly<Record<string, unknown>>;
  /** Where it is, if the page before said so; else where the input leads. */
  readonly address?: URL;
}

/** A page that was read. */
export interface ReadPage {
  readonly place: PagePlace;
  /** Where it was. */
  readonly address: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** How many entries it has. */
  readonly count: number;
  /** How many came up to its end, those of pages before included. */
  readonly countUntilNow: number;
}

/** What is called, for messages, and where the API is. */
export interface Whose {
  readonly who: string;
  readonly server: string;
}

/** The page after this one; undefined where it is the last. @throws ActionError */
export function nextPlace(
  pagination: OpenapiPagination,
  page: ReadPage,
  whose: Whose,
): PagePlace | undefined {
  const { input } = page.place;
  switch (pagination.by) {
    case "link":
    case "address": {
      const said =
        pagination.by === "link"
          ? linkedNext(page.headers["link"])
          : valueAt(page.body, pagination.next);
      if (isNothing(said) || said === 0) return undefined;
      return { input, address: addressOf(said, page.address, whose) };
    }
    case "cursor": {
      if (moreOf(pagination, page, whose) === false) return undefined;
      const cursor = valueAt(page.body, pagination.next);
      if (!isNothing(cursor) && !isLastZero(cursor, pagination))
        return { input: { ...input, [pagination.parameter]: cursorOf(cursor, whose) } };
      if (pagination.more === undefined) return undefined;
      throw strange(whose, "says that there is more, and not where");
    }
    case "page":
    case "offset": {
      // A page without entries may have others behind it, where the answer says so.
      if (!(moreOf(pagination, page, whose) ?? page.count > 0)) return undefined;
      const { parameter } = pagination;
      const now = Number(input[parameter]);
      const total = totalOf(pagination, page.body);
      // One below what has come counts something else, or nothing, such as -1: the pages go on.
      if (page.countUntilNow === total) return undefined;
      const next = pagination.by === "page" ? now + 1 : now + page.count;
      return { input: { ...input, [parameter]: next } };
    }
  }
}

/** Whether pages are asked for by a number that is counted here. */
export function isCounted(
  pagination: OpenapiPagination,
): pagination is PagesByNumber | PagesByOffset {
  return pagination.by === "page" || pagination.by === "offset";
}

/** Whether the last page says that it is: else only one without entries comes after it. */
export function tellsTheEnd(pagination: OpenapiPagination): boolean {
  if (!isCounted(pagination)) return true;
  return pagination.more !== undefined || pagination.total !== undefined;
}

/** The input of the first page: pages and offsets are counted from there. @throws ActionError */
export function firstPlace(
  pagination: OpenapiPagination,
  input: PagePlace["input"],
  first: number,
): PagePlace {
  if (!isCounted(pagination)) return { input };
  const { parameter } = pagination;
  const given = input[parameter] ?? first;
  if (given === "" || !Number.isSafeInteger(Number(given)))
    throw refusedRequest("invalid_page", `${parameter} has to be a whole number to count from`);
  return { input: { ...input, [parameter]: given } };
}

function isNothing(said: unknown): boolean {
  return said === undefined || said === null || said === "" || said === false;
}

/**
 * Whether a cursor of 0 says that there is no other page, as X's API 1.1 and Redis' SCAN have it. It does not where
 * something else says whether there is more, nor where it is the id of an entry.
 */
function isLastZero(cursor: unknown, { next, more }: PagesByCursor): boolean {
  return String(cursor) === "0" && more === undefined && !next.split(".").includes("-1");
}

/** Another place would get the key, too. @throws ActionError */
function addressOf(said: unknown, from: URL, { who, server }: Whose): URL {
  const base = new URL(server);
  const root = base.pathname.replace(/\/+$/, "");
  if (typeof said === "string" && URL.canParse(said, from.href)) {
    const next = new URL(said, from);
    const isWithin = next.pathname === root || next.pathname.startsWith(`${root}/`);
    const isOurs = next.origin === base.origin && next.username === "" && next.password === "";
    if (isWithin && isOurs) return next;
  }
  throw new ActionError(
    "invalid_request",
    `${who} names a next page that is not below the server's address: our key would go there`,
    {
      code: "next_page_elsewhere",
      hint: "set server: to where the API's pages are, or page by a parameter",
    },
  );
}

function cursorOf(cursor: unknown, whose: Whose): string | number {
  if (typeof cursor === "string" || typeof cursor === "number") return cursor;
  throw strange(whose, "has something for the next page that is neither text nor a number");
}

/** Whether there is more, where the answer says so. Left out, it says no. */
function moreOf(
  pagination: { readonly more?: string },
  { body }: ReadPage,
  whose: Whose,
): boolean | undefined {
  if (pagination.more === undefined) return undefined;
  const more = valueAt(body, pagination.more) ?? false;
  if (typeof more === "boolean") return more;
  throw strange(whose, "says whether there is more with neither true nor false");
}

/** Entries of all pages, where the answer says so and counting began with the first. */
function totalOf({ total }: PagesByNumber | PagesByOffset, body: unknown): number | undefined {
  const said = total === undefined ? undefined : valueAt(body, total);
  const count = isNothing(said) || isJsonObject(said) ? Number.NaN : Number(said);
  return Number.isFinite(count) ? count : undefined;
}

/** An answer that can't be followed. */
export function strange({ who }: Pick<Whose, "who">, what: string): ActionError {
  return new ActionError("invalid_request", `${who} ${what}`, { code: "unexpected_answer" });
}
