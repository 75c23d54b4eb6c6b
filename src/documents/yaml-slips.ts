/** Slips of the pen that the parser reports by what they lead to: quotes in quotes, wrong columns. */
import type { YAMLError } from "yaml";
import { quoted, type Trap } from "./yaml-trap.ts";

/** A text in quotes that ends at a quote that was meant to be part of it. */
export function quotesInside(source: string, error: YAMLError): Trap | undefined {
  if (error.code !== "UNEXPECTED_TOKEN") return undefined;
  const start = source.lastIndexOf("\n", error.pos[0] - 1) + 1;
  const [line = ""] = source.slice(start).split(/\r?\n/, 1);
  const at = error.pos[0] - start + (/^ */.exec(line.slice(error.pos[0] - start))?.[0].length ?? 0);
  const before = line.slice(0, at).trimEnd();
  const quote = before.at(-1);
  if (quote !== '"' && quote !== "'") return undefined;
  const opening = before.lastIndexOf(quote, before.length - 2);
  const hint = opening < 0 ? undefined : mended(line, { opening, end: before.length, quote });
  if (hint === undefined) return undefined;
  return {
    rule: "yaml-syntax",
    severity: "error",
    message: `YAML: the text in ${quote === '"' ? "double" : "single"} quotes ends at this quote, and more follows`,
    hint,
    offset: start + before.length - 1,
    length: 1,
  };
}

/** What to write in the place of the quotes inside. */
function mended(
  line: string,
  { opening, end, quote }: { opening: number; end: number; quote: string },
): string | undefined {
  const told = line.slice(opening + 1, end - 1);
  const next = line.indexOf(quote, end);
  const inner = line.slice(end, next);
  const isTemplate = told.lastIndexOf("{{") > told.lastIndexOf("}}");
  if (next >= 0 && isTemplate) {
    const other = quote === '"' ? "'" : '"';
    return `inside of these quotes a template takes the others: ${other}${inner}${other}`;
  }
  const isValue = /^\s*(?:- +)*(?:[\w-]+: +)?$/.test(line.slice(0, opening));
  if (!isValue) return undefined;
  const last = line.trimEnd();
  const isClosed = last.endsWith(quote) && last.length > end;
  const text = isClosed ? last.slice(opening + 1, -1) : last.slice(opening);
  if (!isClosed && /['"]/.test(text.slice(1, -1)) && text.includes("'") && text.includes('"'))
    return undefined;
  if (!isClosed) return `put the whole text in quotes: ${quoted(text)}`;
  return quote === '"'
    ? `write \\" for a quote in the text: "${text.replaceAll('"', '\\"')}"`
    : `write it twice for a quote in the text: '${text.replaceAll("'", "''")}'`;
}

const COLUMN_ERRORS: ReadonlySet<string> = new Set([
  "BAD_INDENT",
  "BLOCK_AS_IMPLICIT_KEY",
  "MISSING_CHAR",
  "MULTILINE_IMPLICIT_KEY",
]);

interface Key {
  readonly name: string;
  /** From 0. */
  readonly column: number;
  /** Whether something may stand below it, since nothing stands beside it. */
  readonly open: boolean;
}

/** A key that does not begin in the column of its neighbours. */
export function wrongColumn(source: string, error: YAMLError): Trap | undefined {
  if (!COLUMN_ERRORS.has(error.code)) return undefined;
  const around: Key[] = [];
  // Text in a block (`|`, `>`) may look like anything.
  let block: number | undefined;
  let start = 0;
  const until = source.indexOf("\n", source.indexOf("\n", error.pos[0]) + 1);
  for (const line of source.slice(0, until < 0 ? undefined : until).split("\n")) {
    const begin = start;
    start += line.length + 1;
    const [, blanks = "", dash = "", name, rest = ""] =
      /^( *)((?:- +)*)([\w-]+):(?:\s+(.*?))?\s*$/.exec(line) ?? [];
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (block !== undefined && (line.trim() === "" || indent > block)) continue;
    block = undefined;
    if (name === undefined) continue;
    const key = { name, column: blanks.length + dash.length, open: /^(#.*)?$/.test(rest) };
    const neighbour = dash === "" ? misplaced(around, key) : undefined;
    if (neighbour !== undefined) {
      const outer = around.findLast(({ column }) => column < key.column);
      return told(key, neighbour, outer, begin + key.column);
    }
    enter(around, key, dash === "" ? key.column : blanks.length);
    if (/^[|>][-+0-9]*$/.test(rest)) block = key.column;
  }
  return undefined;
}

/** Leaves the maps that are over, and takes the key in. */
function enter(around: Key[], key: Key, from: number): void {
  while ((around.at(-1)?.column ?? -1) >= from) around.pop();
  around.push(key);
}

/** The key that this one should stand below in the same column. */
function misplaced(around: readonly Key[], { column }: Key): Key | undefined {
  const last = around.at(-1);
  if (last === undefined || around.some((key) => key.column === column)) return undefined;
  if (column > last.column) return last.open ? undefined : last;
  const [left] = around.filter((key) => key.column > column);
  return left;
}

function told(key: Key, neighbour: Key, outer: Key | undefined, offset: number): Trap {
  const column = neighbour.column + 1;
  const isNear = outer !== undefined && outer !== neighbour && key.column - outer.column < 3;
  const other = isNear ? `, or at ${outer.column + 1} beside \`${outer.name}\`` : "";
  return {
    rule: "yaml-syntax",
    severity: "error",
    message: `YAML: \`${key.name}\` starts at column ${key.column + 1}, \`${neighbour.name}\` at ${column}`,
    hint: `keys of one map stand in one column: begin \`${key.name}\` at column ${column}${other}`,
    offset,
    length: key.name.length,
  };
}

/** Leaves out what the parser says further of the lines of one slip. */
export function withoutFollowers(traps: readonly Trap[], source: string): Trap[] {
  const lineOf = ({ offset }: Trap) => source.lastIndexOf("\n", offset - 1);
  const seen = new Set<string>();
  return traps.filter((trap) => {
    const keys = [
      `${trap.offset} ${trap.message}`,
      ...(trap.rule === "yaml-syntax" ? [`${lineOf(trap)}`] : []),
    ];
    const isNew = !keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return isNew;
  });
}
