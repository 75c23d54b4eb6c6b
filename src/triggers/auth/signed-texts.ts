/** What a sender has signed, put together again from what came. */
import { isJsonObject } from "../../documents/json-object.ts";
import type { SignedPairs, SignedPart, SignedQuery } from "../../generated/flow.ts";
import { allOf } from "./same-text.ts";
import { type Sent, textOf } from "./sent.ts";
import { sortedJson } from "./sorted-json.ts";

export type Chunk = string | Uint8Array;
export type Pieces = ReadonlyMap<string, string>;

/** What the parts are taken from. */
export interface Signed {
  readonly sent: Sent;
  readonly pieces: Pieces;
  /** Parameters that can't be signed: the signature itself. */
  readonly omitted: ReadonlySet<string>;
}

/**
 * The texts that may have been signed, each in chunks: several where a secret has several values.
 * Without one of the parts there is none.
 */
export function signedTexts(parts: readonly SignedPart[], signed: Signed): Chunk[][] {
  let texts: Chunk[][] = [[]];
  for (const part of parts) {
    const chunks = chunksOf(part, signed);
    texts = texts.flatMap((text) => chunks.map((chunk) => [...text, chunk]));
  }
  return texts;
}

/** Each is the part in one of the ways that it may be meant. */
function chunksOf(part: SignedPart, { sent, pieces, omitted }: Signed): readonly Chunk[] {
  if (part.raw === true) return [sent.request.body];
  if (part.value !== undefined) return allOf(part.value);
  if (part.sorted_json === true) return sortedJson(sent.body);
  const text =
    part.text ??
    (part.header !== undefined
      ? sent.header(part.header)
      : part.piece !== undefined
        ? pieces.get(part.piece)
        : part.body !== undefined
          ? sent.field(part.body)
          : part.pairs !== undefined
            ? pairsOf(part.pairs, sent)
            : queryPairs(part.query_pairs ?? {}, sent.request.query, omitted));
  return text === undefined ? [] : [text];
}

function pairsOf(
  { of = "", fields, without = [], empty = [null] }: SignedPairs,
  sent: Sent,
): string | undefined {
  const object = sent.at(of);
  if (!isJsonObject(object)) return undefined;
  const names = fields ?? Object.keys(object).toSorted(byCodeUnit);
  const pairs: string[] = [];
  for (const name of names) {
    if (without.includes(name)) continue;
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    const isEmpty = empty.includes(value as string | null);
    const text = isEmpty ? "" : textOf(value);
    if (text === undefined || textOf(name) === undefined) return undefined;
    pairs.push(`${name}=${text}`);
  }
  return pairs.join("&");
}

function queryPairs(
  { prefix = "", without = [], empty = "leave_out" }: SignedQuery,
  query: string,
  omitted: ReadonlySet<string>,
): string | undefined {
  const pairs = new Map<string, string>();
  for (const pair of query.split("&")) {
    // By the name as it will be read: one that is written otherwise would come in unsigned.
    const [[name, value] = ["", ""]] = [...new URLSearchParams(pair)];
    if (!name.startsWith(prefix) || omitted.has(name) || without.includes(name)) continue;
    if (pairs.has(name)) return undefined;
    if (pair !== "" && (value !== "" || empty === "keep")) pairs.set(name, pair);
  }
  const sorted = [...pairs].toSorted(([one], [other]) => byCodeUnit(one, other));
  return sorted.map(([, pair]) => pair).join("&");
}

/** The order of JavaScript's `sort`: capitals, `_`, small letters. */
function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
