import { entriesTo, inText, inValues, kinds } from "../kind.ts";
import { MESSAGE } from "./places.ts";

/** A text in double quotes that needs no escape, without its quotes. */
const PLAIN = /^"([\p{L}][^"\\{}[\]]*)"$/gu;

/** Traps of YAML itself. */
export const YAML = kinds("YAML", {
  "a # in a text without quotes": inValues(
    MESSAGE,
    /^"([\p{L}][^"\\:#]*)\{\{([^"{}]+)\}\}([^"\\:{}]*)"$/gu,
    (match, place, source) =>
      inBraces(source.text, place.start) ? undefined : `${match[1]} #{{${match[2]}}}${match[3]}`,
  ),
  "a # behind a blank": inValues(
    MESSAGE,
    /^[\p{L}\d][^"'{}[\]:#\n]*$/gu,
    ([text], place, source) => (inBraces(source.text, place.start) ? undefined : `${text} #uudai`),
  ),
  "a colon in a text without quotes": inValues(MESSAGE, PLAIN, "Lưu ý: $1"),
  "a comma in braces without quotes": inText(
    /\{ text: "([^",{}]+), ([^"{}]+)" \}/g,
    "{ text: $1, $2 }",
  ),
  "a quote that is not closed": inText(/: "(\{\{[\w.]+\}\}|[^"\n]{10,})"$/gm, ': "$1'),
  "a quote that is not opened": inText(/: "(\{\{[\w.]+\}\})"$/gm, ': $1"'),
  "a template without quotes": inText(/: "(\{\{[\w. ]+\}\})"$/gm, ": $1"),
  "a template without quotes, in braces": inText(
    /(?<=[{,] \w+: )"(\{\{[\w.]+\}\})"(?=[ ,])/g,
    "$1",
  ),
  "text behind a template without quotes": inText(/: "(\{\{[\w.]+\}\} [^"\n]+)"$/gm, ": $1"),
  "double quotes in double quotes": inText(/(?<=: "[^"\n]*\{\{[^"{}]*)'([^']+)'/g, '"$1"'),
  "curly quotes for quotes": inText(/: "(\{\{[\w.]+\}\})"$/gm, ": “$1”"),
  "a tab for blanks": inText(/^ {6}(?=\w+: )/gm, "\t"),
  "a blank too many": inText(/^(?= +(?:text|with|switch|url|uses): )/gm, " "),
  "a blank too few": inText(/^ (?= +(?:text|with|switch|url|uses): )/gm, ""),
  "a level too deep": inText(/^(?= +with: )/gm, "  "),
  "a level too high": inText(/^ {2}(?= +with:)/gm, ""),
  "a dash left out": inText(/^( +)- (?=id: )/gm, "$1  "),
  "a dash without a blank": inText(/^( +)- (?=id: )/gm, "$1-"),
  "a colon left out": inText(/(?<=^ +(?:uses|text|switch|call)):(?= )/gm, ""),
  "a blank behind a colon left out": inText(/(?<=^ +(?:uses|switch|call):) /gm, ""),
  "a bracket not closed": inText(/(?<=tags: \[[^[\]\n]+)\]/g, ""),
  "a brace not closed": inText(/(?<=with: \{ [^\n]*"[^\n]*) \}$/gm, ""),
  "a brace too many": inText(/(?<=with: \{ [^\n]*) \}$/gm, " }}"),
  "yes for a text": [
    inValues(/\.tags\.\d+$|\.block_names\.\d+$/, /^[\p{L}-]+$/gu, "yes"),
    { unknowable: "any text may be meant, and yes is one" },
  ],
  "a number for a text": inValues(/\.tags\.\d+$|\.block_names\.\d+$/, /^[\p{L}-]+$/gu, "2026"),
  "a number that loses a zero": inValues(
    /\.json\.\w+$|\.form\.\w+$/,
    /^"\{\{[\w.]+\}\}"$/g,
    "0908071111",
  ),
  "a price that loses its zeros": inValues(
    /\.json\.\w+$|attributes\.\w+$/,
    /^"\{\{[\w.]+\}\}"$/g,
    "120.000",
  ),
  "a date without quotes": [
    inValues(/attributes\.\w+$/, /^"\{\{[\w.]+\}\}"$/g, "2026-03-02"),
    { unknowable: "a fixed date may be meant" },
  ],
  "!secret": inValues(/\.headers\.[\w-]+$/, /^".*secrets\.(\w+).*"$/g, "!secret $1"),
  "!env": inValues(/\.headers\.[\w-]+$/, /^".*secrets\.(\w+).*"$/g, "!env $1"),
  "!!timestamp": inValues(/\.wait\.until$/, /^"\{\{.*\}\}"$/g, "!!timestamp 2026-03-02T10:00:00Z"),
  "!!binary": inValues(/\.with\.text$/, /^"[^"]+"$/g, "!!binary WGluIGNow6Bv"),
  "an unknown alias": inValues(/\.with\.user_id$/, /^"\{\{.*\}\}"$/g, "*user"),
  "a text that begins with @": inValues(MESSAGE, PLAIN, "@$1"),
  "a text that begins with %": inValues(MESSAGE, PLAIN, "%$1"),
  "a text that begins with [": inValues(MESSAGE, PLAIN, "[Shop] $1"),
  "a text that begins with *": inValues(MESSAGE, PLAIN, "*$1*"),
  "a backslash in double quotes": inValues(MESSAGE, /^"([^"\\]+)"$/g, '"$1\\d"'),
  "a line end in a key's place": inText(/: (?=ahachat\.\w+$)/gm, "\n"),
  "| for >-": [inText(/: >-$/gm, ": |"), { unknowable: "the line ends may be meant" }],
  "a no-break space before a key": inText(/^( +)(?=text: )/gm, "$1\u00a0"),
  "a text cut by a second document": inText(/^(?=steps:)/gm, "---\n"),
  "a value left out": entriesTo(/\.with\.(?:text|user_id|url|block_name)$/, ({ key, inBraces }) =>
    inBraces ? undefined : `${key.raw}:`,
  ),
  "an empty text": inValues(/\.with\.(?:text|block_name|url|user_id)$/, /^"[^"]+"$/g, '""'),
  "a CSV's line for a list": inText(/tags: \[([\p{L}-]+), ([\p{L}-]+)\]/gu, "tags: $1, $2"),
});

/** Whether a place is in a map or list in braces or brackets. */
function inBraces(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", at) + 1, at).replaceAll(/\{\{.*?\}\}/g, "");
  return /[{[]/.test(line);
}
