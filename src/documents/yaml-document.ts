/**
 * A YAML file with positions: every value can be traced back to its line and column, and the
 * places where YAML reads something else than was meant are reported (see yaml-traps.ts).
 */
import {
  Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from "yaml";
import type { Problem, SourceLocation } from "../errors.ts";
import { aliasTrap, tooMuch } from "./yaml-aliases.ts";
import { tooDeepAt } from "./yaml-depth.ts";
import { duplicateKeys } from "./yaml-duplicate-keys.ts";
import { isMerge } from "./yaml-keys.ts";
import { withoutFollowers } from "./yaml-slips.ts";
import { controlCharacter, depthProblem, syntaxTraps } from "./yaml-syntax.ts";
import { directiveTraps, tagTraps } from "./yaml-tags.ts";
import type { Trap } from "./yaml-trap.ts";
import { findTraps } from "./yaml-traps.ts";

/** How many mistakes of a file that can't be read are told, the first ones. */
const MOST_PROBLEMS = 100;

/** A path of keys and indexes from the root of a document. */
export type ValuePath = readonly (string | number)[];

/** Where something stands: a location and how many columns it covers. */
export interface Span {
  readonly where: SourceLocation;
  readonly length: number;
}

interface SyntaxTree {
  readonly document: Document;
  readonly lines: LineCounter;
}

/** A parsed file. `value` is plain data; it is undefined when the file can't be read as YAML. */
export class YamlDocument {
  readonly file: string;
  readonly source: string;
  readonly problems: readonly Problem[];
  readonly value: unknown;
  #tree: SyntaxTree | undefined;

  constructor(file: string, source: string) {
    this.file = file;
    this.source = source;
    const unreadable = this.#unreadable();
    if (unreadable !== undefined) {
      this.#tree = emptyTree(source);
      this.problems = [this.#placed(unreadable)];
      return;
    }
    const { document } = this.#parsed();
    const syntax = syntaxTraps(source, document.errors);
    const end = syntax.at(-1)?.offset ?? source.length;
    const traps = [
      ...syntax,
      // Behind a mistake the parser takes one thing for another.
      ...[...directiveTraps(document, source), ...duplicateKeys(document, source)].filter(
        ({ offset }) => offset < end,
      ),
    ].toSorted((one, two) => one.offset - two.offset);
    if (traps.length === 0) {
      traps.push(...tagTraps(document, source), ...findTraps(document, source));
      const alias = aliasTrap(document, source);
      if (alias !== undefined) traps.push(alias);
      // What merges nothing can't be followed either.
      else if (!traps.some(({ rule }) => rule === "yaml-merge")) {
        try {
          this.value = document.toJS();
        } catch {
          traps.push(tooMuch());
        }
      }
    }
    this.problems = withoutFollowers(traps, source)
      .slice(0, MOST_PROBLEMS)
      .map((trap) => this.#placed(trap));
  }

  /**
   * Lets go of the syntax tree, which is far larger than the file. It is made again when a place
   * is asked for, as an error at run time does.
   */
  forgetTree(): void {
    // One that can't be made again is small.
    if (this.value !== undefined) this.#tree = undefined;
  }

  /** Where the value at `path` stands; the nearest parent that exists when it does not. */
  spanOf(path: ValuePath): Span {
    const node = this.#nearest(path);
    // Nothing can be marked where a key has no value: the key itself is.
    const isNothing = isScalar(node) && node.range?.[0] === node.range?.[1];
    return this.#nodeSpan((isNothing ? this.#key(path) : undefined) ?? node);
  }

  /** The first and the last line of the value at `path`, without what follows it; counted from 1. */
  linesOf(path: ValuePath): { readonly first: number; readonly last: number } {
    const [start, end] = this.#nearest(path)?.range ?? [0, 0];
    const text = this.source.slice(start, end).trimEnd();
    const { lines } = this.#parsed();
    return {
      first: lines.linePos(start).line,
      last: lines.linePos(start + Math.max(0, text.length - 1)).line,
    };
  }

  /** Where the key of the entry at `path` stands. */
  keySpanOf(path: ValuePath): Span {
    const key = this.#key(path);
    return key === undefined ? this.spanOf(path) : this.#nodeSpan(key);
  }

  /**
   * Where a character of the text at `path` stands in the file: `offset` counts in the value,
   * after YAML has taken quotes, escapes and folds away.
   */
  locateIn(path: ValuePath, offset: number): SourceLocation {
    const node = this.#node(path);
    if (!isScalar(node) || typeof node.value !== "string" || !node.range)
      return this.spanOf(path).where;
    return this.#location(sourceOffset(this.source, node.range, node.type, node.value, offset));
  }

  /** A hint with templates in it, as they have to be written in the text at `path`. */
  hintIn(path: ValuePath, hint: string): string {
    const node = this.#node(path);
    const type = isScalar(node) ? node.type : undefined;
    if (type === "QUOTE_DOUBLE")
      return inTemplates(hint, (text) => text.replaceAll('"', "'")).replaceAll("\\{{", "\\\\{{");
    return type === "QUOTE_SINGLE" ? inTemplates(hint, (text) => text.replaceAll("'", '"')) : hint;
  }

  #parsed(): SyntaxTree {
    if (this.#tree === undefined) {
      const lines = new LineCounter();
      const document = parseDocument(this.source, {
        lineCounter: lines,
        version: "1.2",
        // As the editor does: yaml-language-server checks what `<<` merges as if it stood there.
        merge: true,
        // See yaml-duplicate-keys.ts.
        uniqueKeys: false,
        logLevel: "error",
      });
      this.#tree = { document, lines };
    }
    return this.#tree;
  }

  #node(path: ValuePath): Node | undefined {
    let node: unknown = this.#parsed().document.contents;
    for (const part of path)
      node = isSeq(node)
        ? node.items[Number(part)]
        : isMap(node)
          ? entryOf(node, part)?.value
          : undefined;
    return (node as Node | null | undefined) ?? undefined;
  }

  #key(path: ValuePath): Node | undefined {
    const parent = path.length === 0 ? undefined : this.#node(path.slice(0, -1));
    return isMap(parent)
      ? (entryOf(parent, path.at(-1) ?? "")?.key as Node | undefined)
      : undefined;
  }

  #nearest(path: ValuePath): Node | undefined {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#node(path.slice(0, length));
      if (node !== undefined && node !== null && node.range) return node;
    }
    return undefined;
  }

  #nodeSpan(node: Node | undefined): Span {
    if (!node?.range) return this.#span(0, 1);
    const [start, end] = node.range;
    // A map or list begins at its first entry; only a scalar has a length of its own worth a mark.
    const lineEnd = this.source.indexOf("\n", start);
    const stop =
      isMap(node) || isSeq(node) ? start + 1 : Math.min(end, lineEnd < 0 ? end : lineEnd);
    return this.#span(start, Math.max(1, stop - start));
  }

  #span(offset: number, length: number): Span {
    return { where: this.#location(offset), length };
  }

  #location(offset: number): SourceLocation {
    const { line, col } = this.#parsed().lines.linePos(offset);
    return { file: this.file, line, column: col };
  }

  /** What keeps the text from being given to the parser. */
  #unreadable(): Trap | undefined {
    const deep = tooDeepAt(this.source);
    return deep === undefined ? controlCharacter(this.source) : depthProblem(deep);
  }

  #placed({ offset, length, ...problem }: Trap): Problem {
    return { ...problem, ...this.#span(offset, length) };
  }
}

function inTemplates(hint: string, change: (template: string) => string): string {
  return hint.replaceAll(/\{\{.*?\}\}/g, change);
}

/** What stands for a text that is not read: its lines alone. */
function emptyTree(source: string): SyntaxTree {
  const lines = new LineCounter();
  for (let at = 0; at >= 0; at = source.indexOf("\n", at) + 1 || -1) lines.addNewLine(at);
  return { document: new Document(null), lines };
}

/** The entry of a key, or the `<<` that may have brought it; a number as a key is its text. */
function entryOf({ items }: YAMLMap, name: string | number): Pair | undefined {
  return (
    items.find(({ key }) => isScalar(key) && String(key.value) === String(name)) ??
    items.find(({ key }) => isMerge(key))
  );
}

/** Maps an offset in a scalar's value to one in the file, by walking both from the start. */
function sourceOffset(
  source: string,
  range: readonly [number, number, number],
  type: string | undefined,
  value: string,
  offset: number,
): number {
  // The n-th "{{" of the value is the n-th of the source: from there, only escapes differ.
  const before = value.slice(0, offset + 2).split("{{").length - 1;
  const anchored = value.lastIndexOf("{{", offset);
  let at = range[0] + (type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE" ? 1 : 0);
  let position = 0;
  if (before > 0 && anchored >= 0) {
    let found = range[0] - 2;
    for (let count = 0; count < before && found !== -1; count++)
      found = source.indexOf("{{", found + 2);
    if (found !== -1 && found < range[1]) {
      at = found;
      position = anchored;
    }
  }
  while (position < offset && at < range[1]) {
    at += escapeLength(source, at, type);
    position++;
  }
  return at;
}

function escapeLength(source: string, at: number, type: string | undefined): number {
  if (type === "QUOTE_DOUBLE" && source[at] === "\\") return 2;
  if (type === "QUOTE_SINGLE" && source[at] === "'" && source[at + 1] === "'") return 2;
  return 1;
}
