/**
 * Reads a document and the files that it refers to. What was read is kept until a file changes: a reload
 * asks for it again.
 */
import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { isJsonObject } from "../../documents/json-object.ts";
import { readData } from "../../documents/read-data.ts";
import { readTextFile } from "../../documents/read-text-file.ts";
import { type Span, type ValuePath, YamlDocument } from "../../documents/yaml-document.ts";
import type { ConnectionMistake } from "../platform.ts";
import { type DocumentFiles, fileOf } from "./part.ts";

/** Largest file that is read, in bytes: the largest known documents have half of that. */
const MOST_BYTES = 33_554_432;

/** Files that a document may be spread over. */
const MOST_FILES = 1_000;

/** A document as it was read. */
export interface ReadDocument {
  /** Full path. */
  readonly file: string;
  readonly files: DocumentFiles;
  /** What was read of each. */
  readonly texts: ReadonlyMap<string, string>;
  /** Hash of the texts of all files. */
  readonly version: string;
}

const known = new Map<string, ReadDocument>();

/** Reads a document, or says what is wrong with it. @param folder that no reference leads out of */
export function readDocument(file: string, folder: string): ReadDocument | ConnectionMistake {
  const before = known.get(file);
  if (before !== undefined && [...before.texts].every(([path, text]) => textOf(path) === text))
    return before;
  known.delete(file);
  const reading = new Reading(folder);
  const mistake = reading.all(file);
  if (mistake !== undefined) return mistake;
  const { files, texts } = reading;
  const hash = createHash("sha256");
  for (const text of texts.values()) hash.update(text).update("\0");
  const read = { file, files, texts, version: hash.digest("hex").slice(0, 16) };
  known.set(file, read);
  return read;
}

/** The files that a document consists of, by their full paths; one that can't be read is named as well. */
export function filesOf(file: string, folder: string): readonly string[] {
  const read = readDocument(file, folder);
  if (isRead(read)) return [...read.texts.keys()];
  const reading = new Reading(folder);
  reading.all(file);
  return [...reading.asked];
}

/** The place of something in a file of a document; it is read once more for that. */
export function spanIn(file: string, path: ValuePath): Span {
  return new YamlDocument(shown(file), textOf(file) ?? "").spanOf(path);
}

function textOf(file: string): string | undefined {
  const read = readTextFile(file, MOST_BYTES);
  return "text" in read ? read.text : undefined;
}

class Reading {
  readonly files = new Map<string, unknown>();
  readonly texts = new Map<string, string>();
  /** Every file that was looked for, there or not. */
  readonly asked = new Set<string>();
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Reads a file and all that it refers to. */
  all(document: string): ConnectionMistake | undefined {
    const first = this.#one(document, ["document"], relative(this.#folder, document));
    if (first !== undefined) return first;
    const waiting = [document];
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift())
      for (const { path, reference } of outsideReferences(this.files.get(file))) {
        const name = reference.split("#", 1)[0] ?? "";
        if (name === "") return emptyReference(spanIn(file, path));
        const other = fileOf(file, name);
        if (this.files.has(other)) continue;
        const from = file;
        const at = () => spanIn(from, path);
        const mistake = this.#mayRead(reference, other, at) ?? this.#one(other, at, name);
        if (mistake !== undefined) return mistake;
        waiting.push(other);
      }
    return undefined;
  }

  /** Why what a reference names is not read. */
  #mayRead(reference: string, file: string, at: () => Span): ConnectionMistake | undefined {
    if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(reference)) {
      const message = `the document refers to ${reference.split("#", 1)[0]}, and nothing is fetched`;
      const hint = "save that file beside the document, and refer to it by its path";
      return { rule: "broken-file", message, hint, at: at() };
    }
    if (!isWithin(this.#folder, file)) {
      const message = `the reference ${reference} leads out of the folder of ahaflow.yaml`;
      const hint = "put that file into the folder, and refer to it there";
      return { rule: "broken-file", message, hint, at: at() };
    }
    if (this.files.size < MOST_FILES) return undefined;
    const message = `the document refers to more than ${MOST_FILES} files`;
    return { rule: "broken-file", message, hint: "bundle it into one file", at: at() };
  }

  #one(file: string, at: ValuePath | (() => Span), name: string): ConnectionMistake | undefined {
    this.asked.add(file);
    const read = readTextFile(file, MOST_BYTES);
    if (!("text" in read)) {
      const isNamed = typeof at !== "function";
      const message = `the ${isNamed ? "document" : "file"} ${name} ${read.why}`;
      const from = isNamed ? "the folder of ahaflow.yaml" : "the file that refers to it";
      const hint = `paths start at ${from}`;
      return { rule: "missing-file", message, hint, at: isNamed ? at : at() };
    }
    const data = readData(file, read.text);
    if ("mistake" in data) {
      const where = { file: shown(file), line: data.line, column: data.column };
      const hint = "take the document anew from who makes the API, or mend it there";
      return { rule: "broken-file", message: data.mistake, hint, at: { where, length: 1 } };
    }
    this.files.set(file, data.value);
    this.texts.set(file, read.text);
    return undefined;
  }
}

function emptyReference(at: Span): ConnectionMistake {
  const hint = "write what it refers to: #/components/schemas/Lead, or a file beside";
  return { rule: "broken-file", message: "the $ref is empty", hint, at };
}

/** A path as people write it. */
function shown(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith("..") ? file : short;
}

/** Whether a file lies in a folder, also when links are followed. */
function isWithin(folder: string, file: string): boolean {
  const [real, base] = [realOf(file), realOf(folder)];
  return real.startsWith(base.endsWith(sep) ? base : base + sep);
}

/** A file that is not there is told by its path. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** Keys whose values are data, in which a `$ref` is a name like any other. */
const DATA: ReadonlySet<string> = new Set(["example", "default", "enum", "const"]);

/** Keys of maps in which these are names. */
const NAMING: ReadonlySet<string> = new Set(
  `properties patternProperties $defs definitions schemas responses parameters requestBodies headers content
  callbacks dependentSchemas`.split(/\s+/),
);

interface Reference {
  readonly reference: string;
  readonly path: ValuePath;
}

/** Every reference to another file, wherever it stands. */
function outsideReferences(value: unknown): Reference[] {
  const found: Reference[] = [];
  const path: (string | number)[] = [];
  const look = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    for (const [key, item] of Object.entries(part)) {
      if (key === "$ref" && typeof item === "string") {
        if (!item.startsWith("#")) found.push({ reference: item, path: [...path, "$ref"] });
      } else if (typeof item === "object" && !isData(key, path)) {
        path.push(Array.isArray(part) ? Number(key) : key);
        look(item);
        path.pop();
      }
    }
  };
  look(value);
  return found;
}

function isData(key: string, path: ValuePath): boolean {
  if (key === "value" && path.at(-2) === "examples") return true;
  return !NAMING.has(String(path.at(-1))) && (DATA.has(key) || key.startsWith("x-"));
}

/** Whether reading went well. */
export function isRead(read: ReadDocument | ConnectionMistake): read is ReadDocument {
  return "files" in read;
}

/** The top of a document that is one. */
export function topOf({ file, files }: ReadDocument) {
  const value = files.get(file);
  return { value: isJsonObject(value) ? value : {}, file, path: [] as ValuePath };
}
