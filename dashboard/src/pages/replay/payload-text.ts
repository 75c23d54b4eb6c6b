/** The part of a run's payload that people mend, as text, and the request that brings it back. */
import type { Run } from "../../../../src/generated/admin-api.ts";

/** What stands for a secret in what the API shows. */
const MASK = "[redacted]";

type Payload = Run["payload"];

/** What is worth mending: of a delivery the body, with query and parameters only where it has some. */
export function mendable(payload: Payload): unknown {
  if ("inputs" in payload) return payload["inputs"];
  if (!("body" in payload)) return payload;
  const { body, query, params } = payload;
  const hasMore = [query, params].some((part) => Object.keys((part as object) ?? {}).length > 0);
  return hasMore ? { body, query, params } : { body };
}

/** @param text JSON that the viewer wrote: it goes as it is, since numbers would lose digits otherwise */
export function replayRequest(text: string | undefined, others: object): string {
  const rest = JSON.stringify(others);
  if (text === undefined) return rest;
  return rest === "{}" ? `{"payload":${text}}` : `${rest.slice(0, -1)},"payload":${text}}`;
}

/** What JSON.parse tells beside each value, in the browsers that know it. */
type Source = { readonly source?: string } | undefined;

/** Reads JSON as the server does, as far as the browser tells of the digits. */
export function readPayload(text: string): unknown {
  return JSON.parse(text, (_, value: unknown, context?: Source) =>
    typeof value === "number" && context?.source !== undefined
      ? numberOf(value, context.source)
      : value,
  );
}

/** As many digits as any number keeps. */
const DIGITS = 15;

/** A number, or its digits as a text when it has more of them than JavaScript holds. */
export function numberOf(value: number, digits: string): number | string {
  const isWhole = Number.isInteger(value) && !Number.isSafeInteger(value);
  const isLong = digits.replaceAll(/^-|[.]|e.*$/gi, "").length > DIGITS && String(value) !== digits;
  return isWhole || isLong ? digits : value;
}

/** Whether a text has a mask where a secret was: what it stands for would be lost. */
export function hasMask(text: string): boolean {
  return text.includes(MASK);
}
