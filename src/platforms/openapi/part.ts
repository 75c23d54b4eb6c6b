/** A part of a document, and how a `$ref` leads from one to another, also into a file beside. */
import { dirname, resolve } from "node:path";
import { isJsonObject, type JsonObject } from "../../documents/json-object.ts";
import { parsePointer, pointerOf } from "../../documents/json-pointer.ts";
import type { ValuePath } from "../../documents/yaml-document.ts";

/** The files of a document by their full paths, as data. */
export type DocumentFiles = ReadonlyMap<string, unknown>;

/** Longest chain of references that is followed. */
const MOST_REFERENCES = 50;

/** A document does not make sense where something of it is used; the message says where. */
export class DocumentMistake extends Error {}

/** A value of a document with the place where it stands. */
export interface Part {
  readonly value: unknown;
  readonly file: string;
  readonly path: ValuePath;
}

/** What stands under a key; its value is undefined where nothing does. */
export function child({ value, file, path }: Part, key: string | number): Part {
  const own = typeof value === "object" && value !== null && Object.hasOwn(value, key);
  return {
    value: own ? (value as Record<string | number, unknown>)[key] : undefined,
    file,
    path: [...path, key],
  };
}

/** The entries of a map of parts, or of a list of them; none where it is neither. */
export function entries(part: Part): [key: string, part: Part][] {
  const { value } = part;
  if (Array.isArray(value)) return value.map((_one, at) => [String(at), child(part, at)]);
  return isJsonObject(value) ? Object.keys(value).map((key) => [key, child(part, key)]) : [];
}

/** An object of a document: what is no object has no keys. */
export function objectOf({ value }: Part): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** Where a part stands, for people: `crm.yaml, at /paths/~1leads`. */
export function placeOf({ file, path }: Part): string {
  const name = file.slice(file.lastIndexOf("/") + 1);
  return path.length === 0 ? name : `${name}, at ${pointerOf(path)}`;
}

/**
 * What the reference of a part leads to, over others if need be; a part without one is itself.
 * @throws DocumentMistake for one that leads nowhere, or in a circle
 */
export function follow(files: DocumentFiles, part: Part): Part {
  let now = part;
  for (let left = MOST_REFERENCES; left > 0; left--) {
    const reference = objectOf(now)["$ref"];
    if (typeof reference !== "string") return now;
    now = target(files, now, reference);
  }
  throw new DocumentMistake(`the reference in ${placeOf(part)} leads in a circle`);
}

/** Where one reference leads. @throws DocumentMistake */
export function target(files: DocumentFiles, from: Part, reference: string): Part {
  const [name = "", pointer = ""] = reference.split("#");
  const file = name === "" ? from.file : fileOf(from.file, name);
  let found: Part = { value: files.get(file), file, path: [] };
  for (const key of parsePointer(decoded(pointer))) {
    const next = child(found, key);
    // A key that holds a reference itself: what it leads to has the rest.
    found = next.value === undefined ? child(follow(files, found), key) : next;
  }
  if (found.value !== undefined) return found;
  throw new DocumentMistake(`the reference ${reference} in ${placeOf(from)} leads nowhere`);
}

/** Full path of a file that a reference names. */
export function fileOf(from: string, name: string): string {
  return resolve(dirname(from), decoded(name));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
