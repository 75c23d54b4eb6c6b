/** In what two payloads differ, for people who look for what makes one fail. */
import { isJsonObject } from "../documents/json-object.ts";
import { pointerOf } from "../documents/json-pointer.ts";
import { maskPersonal } from "../telemetry/mask-personal.ts";
import type { TriggerPayload } from "./records.ts";

export interface PayloadDifference {
  /** JSON pointer into the payload. */
  readonly pointer: string;
  /** `missing`: only there; `added`: only here; `type`, `value`: another one. */
  readonly kind: (typeof KINDS)[number];
  /** A type, or with `value` the value in short, personal data made up; null: it has none. */
  readonly here: string | null;
  readonly there: string | null;
}

const KINDS = ["missing", "added", "type", "value"] as const;

/** Differences of each kind that are told. */
const MOST = 100;

/** Longer values are cut, in characters. */
const LONGEST_VALUE = 80;

/** Those of the shape come first. Headers and the time of receipt are of each delivery alone. */
export function payloadDifferences(
  here: TriggerPayload,
  there: TriggerPayload,
): PayloadDifference[] {
  const found: Found = { missing: [], added: [], type: [], value: [] };
  compare([], told(here), told(there), found);
  return KINDS.flatMap((kind) => found[kind]);
}

type Found = Record<PayloadDifference["kind"], PayloadDifference[]>;

function told(payload: TriggerPayload): object {
  if (!("body" in payload)) return payload;
  const { body, query, params } = payload;
  return { body, query, params };
}

type Path = readonly (string | number)[];

function compare(path: Path, here: unknown, there: unknown, found: Found): void {
  const [type, other] = [typeOf(here), typeOf(there)];
  if (type !== other) {
    const kind = there === undefined ? "added" : here === undefined ? "missing" : "type";
    if (found[kind].length < MOST)
      found[kind].push({ pointer: shown(path, null).pointer, kind, here: type, there: other });
  } else if (Array.isArray(here) && Array.isArray(there)) {
    // One entry more or less says the same as a hundred.
    const [fewer, more] = [here.length, there.length].toSorted((one, two) => one - two);
    const length = Math.min(more ?? 0, (fewer ?? 0) + 1);
    for (let at = 0; at < length; at++) compare([...path, at], here[at], there[at], found);
  } else if (isJsonObject(here) && isJsonObject(there)) {
    for (const name of new Set([...Object.keys(there), ...Object.keys(here)]))
      compare([...path, name], here[name], there[name], found);
  } else if (here !== there && found.value.length < MOST) {
    const [one, two] = [shown(path, here), shown(path, there)];
    found.value.push({ pointer: one.pointer, kind: "value", here: one.text, there: two.text });
  }
}

/** @returns null for what is not there */
function typeOf(value: unknown): string | null {
  if (value === undefined) return null;
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  return typeof value === "string" ? "text" : typeof value;
}

/** A value and where it stands, neither of which tells who somebody is. */
function shown(path: Path, value: unknown): { readonly pointer: string; readonly text: string } {
  const nested = path
    .toReversed()
    .reduce<unknown>((inner, key) => (typeof key === "number" ? [inner] : { [key]: inner }), value);
  let masked = maskPersonal(nested);
  const names: (string | number)[] = [];
  for (const key of path) {
    const [name, inner] = Object.entries(masked as object)[0] ?? ["", null];
    names.push(typeof key === "number" ? key : name);
    masked = inner;
  }
  const text = typeof masked === "string" ? masked : JSON.stringify(masked);
  const characters = Array.from(text);
  const cut = characters.length > LONGEST_VALUE;
  return {
    pointer: pointerOf(names),
    text: cut ? `${characters.slice(0, LONGEST_VALUE).join("")}…` : text,
  };
}
