/**
 * Plays that a list has pages. Where an answer says what the next one is, there are two, with the same entries.
 * Where pages are counted, only the first has entries: the same ones again would look like a server that can't count.
 */
import { isJsonObject } from "../../../documents/json-object.ts";
import type { OpenapiPagination } from "../../../generated/openapi.ts";

/** What asks for a page. */
export interface PageRequest {
  /** Whole, as it was called. */
  readonly url: URL;
  readonly body: unknown;
}

/** A page. */
export interface PlayedPage {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Parameter of the query that the second page is found by, where an answer has its address. */
const SECOND = "_page";

/** Makes one page of an answer. */
export function playPage(
  pagination: OpenapiPagination,
  { url, body: sent }: PageRequest,
  answered: unknown,
): PlayedPage {
  const body = structuredClone(answered);
  const isSecond = url.searchParams.has(SECOND);
  const next = new URL(url);
  next.searchParams.set(SECOND, "2");
  switch (pagination.by) {
    case "link":
      return { body, headers: isSecond ? {} : { link: `<${next.href}>; rel="next"` } };
    case "address":
      put(body, pagination.next, isSecond ? "" : next.href);
      return { body, headers: {} };
    case "cursor": {
      const isLast = said(pagination.parameter, url, sent) !== undefined;
      const known = at(body, pagination.next);
      const isPlain = typeof known === "number" || (typeof known === "string" && known !== "");
      if (pagination.more !== undefined) put(body, pagination.more, !isLast);
      if (isLast && pagination.more === undefined) put(body, pagination.next, "");
      else if (!isLast && !isPlain) put(body, pagination.next, "the-second");
      return { body, headers: {} };
    }
    case "page":
    case "offset": {
      const { items, parameter, first = pagination.by === "page" ? 1 : 0 } = pagination;
      const isFirst = Number(said(parameter, url, sent) ?? first) <= first;
      const entries = items === undefined ? body : at(body, items);
      if (pagination.more !== undefined) put(body, pagination.more, false);
      if (pagination.total !== undefined)
        put(body, pagination.total, Array.isArray(entries) ? entries.length : 0);
      if (isFirst) return { body, headers: {} };
      if (items === undefined) return { body: [], headers: {} };
      put(body, items, []);
      return { body, headers: {} };
    }
  }
}

/** What a request says for a parameter, in the query or in the body. */
function said(parameter: string, { searchParams }: URL, body: unknown): unknown {
  return searchParams.get(parameter) ?? (isJsonObject(body) ? body[parameter] : undefined);
}

/** What stands at a path; -1 is the last of a list. */
function at(body: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value.at(Number(key));
    return isJsonObject(value) ? value[key] : undefined;
  }, body);
}

/** Writes at a path, where there is something to hold it. */
function put(body: unknown, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const holder = keys.length === 0 ? body : at(body, keys.join("."));
  if (isJsonObject(holder)) Object.assign(holder, { [last]: value });
}
