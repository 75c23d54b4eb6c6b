/**
 * Kinds of mistakes that people make in flows. A kind finds the places of a right flow where it can
 * be made, and makes it there: each is one mutant.
 */
import type { Entry, Extent, Place, Source } from "./source.ts";

/** A part of a text that is replaced. */
export interface Edit extends Extent {
  readonly with: string;
}

/** One mistake at one place. */
export interface Mistake {
  readonly edits: readonly Edit[];
  /** Offsets in the right text whose lines are a right place for a message too. */
  readonly also?: readonly number[];
}

/** What is said of a kind besides its name. */
export interface About {
  /** Lines of any file that are a right place for a message too: those that read what was changed. */
  readonly readers?: RegExp;
  /** Why a check of the files can't know of it. */
  readonly unknowable?: string;
}

export interface Kind extends About {
  readonly theme: string;
  readonly name: string;
  readonly make: (source: Source) => readonly Mistake[];
}

/** Makes the kinds of a theme of a table: the name, where and how, and what else is to be said. */
export function kinds(
  theme: string,
  table: Readonly<Record<string, Kind["make"] | readonly [Kind["make"], About]>>,
): Kind[] {
  return Object.entries(table).map(([name, row]) => {
    const [make, about] = typeof row === "function" ? [row, {}] : row;
    return { theme, name, make, ...about };
  });
}

/** A place by its path, and what it is there. */
type Where = RegExp | ((place: Place, source: Source) => boolean);

/** What a match becomes; undefined where the mistake can't be made. */
type Becomes =
  | string
  | ((match: RegExpExecArray, place: Place, source: Source) => string | undefined);

const isAt = (where: Where, place: Place, source: Source) =>
  typeof where === "function" ? where(place, source) : where.test(place.path);

/** Replaces each match of a pattern (with the flag g) in the source text of values. */
export function inValues(where: Where, pattern: RegExp, becomes: Becomes): Kind["make"] {
  return (source) =>
    source.values
      .filter((place) => isFlow(source) && isAt(where, place, source))
      .flatMap((place) => matches(place, pattern, becomes, source));
}

/** The same in the source text of keys. */
export function inKeys(where: Where, pattern: RegExp, becomes: Becomes): Kind["make"] {
  return (source) =>
    source.keys
      .filter((place) => isFlow(source) && isAt(where, place, source))
      .flatMap((place) => matches(place, pattern, becomes, source))
      .map((mistake) => ({ ...mistake, also: holderOf(source, mistake.edits[0]) }));
}

/** The same in samples and schemas in files of their own. */
export function inSamples(where: Where, pattern: RegExp, becomes: Becomes): Kind["make"] {
  return (source) =>
    isFlow(source)
      ? []
      : source.values
          .filter((place) => isAt(where, place, source))
          .flatMap((place) => matches(place, pattern, becomes, source));
}

/** Replaces each match of a pattern (with the flag g) in a flow's whole text. */
export function inText(pattern: RegExp, becomes: Becomes): Kind["make"] {
  return (source) => {
    if (!isFlow(source)) return [];
    const all: Place = {
      path: "",
      raw: source.text,
      value: undefined,
      start: 0,
      end: source.text.length,
    };
    return matches(all, pattern, becomes, source);
  };
}

/** Takes entries away. */
export function without(where: RegExp): Kind["make"] {
  return (source) =>
    !isFlow(source)
      ? []
      : source.entries
          .filter(({ path }) => where.test(path))
          .flatMap((entry) => {
            const edit = removal(entry);
            return edit === undefined ? [] : [{ edits: [edit], also: linesAround(entry) }];
          });
}

/** Replaces whole entries by other text. */
export function entriesTo(
  where: RegExp,
  becomes: (entry: Entry, source: Source) => string | undefined,
): Kind["make"] {
  return (source) =>
    !isFlow(source)
      ? []
      : source.entries
          .filter(({ path }) => where.test(path))
          .flatMap((entry) => {
            const text = becomes(entry, source);
            if (text === undefined || text === entry.text) return [];
            const { start, end } = entry;
            return [{ edits: [{ start, end, with: text }], also: linesAround(entry) }];
          });
}

/** Puts another entry beside one. */
export function beside(where: RegExp, text: string | ((entry: Entry) => string)): Kind["make"] {
  return entriesTo(where, (entry, source) => {
    const more = typeof text === "string" ? text : text(entry);
    return `${entry.text}${entry.inBraces ? ", " : `\n${indentOf(source.text, entry.start)}`}${more}`;
  });
}

/** The blanks before a place on its line; a dash of a list counts as one. */
export function indentOf(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return line.replaceAll(/\S/g, " ");
}

/** Whether the file is a flow, and not a sample or a schema. */
export function isFlow({ file }: Pick<Source, "file">): boolean {
  return file.endsWith(".yaml");
}

function matches(place: Place, pattern: RegExp, becomes: Becomes, source: Source): Mistake[] {
  return [...place.raw.matchAll(pattern)].flatMap((match) => {
    const text =
      typeof becomes === "function"
        ? becomes(match, place, source)
        : becomes.replaceAll(/\$([$&\d])/g, (_, of: string) => partOf(match, of));
    if (text === undefined || text === match[0]) return [];
    const start = place.start + match.index;
    return [{ edits: [{ start, end: start + match[0].length, with: text }] }];
  });
}

/** As in `String.replace`; there, a pattern that looks around would not match its own match again. */
function partOf(match: RegExpExecArray, of: string): string {
  return of === "$" ? "$" : (match[of === "&" ? 0 : Number(of)] ?? "");
}

function removal({ start, end, before, after }: Entry): Edit | undefined {
  if (after !== undefined) return { start, end: after.start, with: "" };
  return before && { start: before.end, end, with: "" };
}

/** A missing entry is told where its map begins, or at the key that holds the map. */
function linesAround({ before, after, mapStart, holder }: Entry): number[] {
  const around = [before?.start, after?.start, mapStart, holder?.start, holder?.value.start];
  return around.filter((at) => at !== undefined);
}

/** A misspelt key may be told as the one that is missing. */
function holderOf({ entries }: Source, edit: Edit | undefined): number[] {
  const own = entries.find(
    ({ key }) => edit !== undefined && key.start <= edit.start && edit.end <= key.end,
  );
  return own === undefined ? [] : linesAround(own);
}
