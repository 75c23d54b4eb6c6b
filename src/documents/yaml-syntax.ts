/** What the YAML parser says of a file that it can't read, with what to do about it. */
import type { YAMLError } from "yaml";
import { DEEPEST_YAML } from "./yaml-depth.ts";
import { lostQuote } from "./yaml-lost-quote.ts";
import { quotesInside, wrongColumn } from "./yaml-slips.ts";
import type { Trap } from "./yaml-trap.ts";
import { unquotedTemplate } from "./yaml-traps.ts";

/**
 * What keeps a text from being YAML, in its order. The parser goes on behind a mistake, and takes the
 * rest for other things than it is: of what it says, the first is told.
 */
export function syntaxTraps(source: string, errors: readonly YAMLError[]): Trap[] {
  if (errors.length === 0) return [];
  const lost = lostQuote(source);
  const told = errors.flatMap((error) => {
    const slip =
      unquotedTemplate(source, error) ?? quotesInside(source, error) ?? wrongColumn(source, error);
    const said = slip ?? syntaxProblem(source, error);
    return lost !== undefined && said.offset >= lost.offset
      ? []
      : [{ said, isSlip: slip !== undefined }];
  });
  const first = told.findIndex(({ isSlip }) => !isSlip);
  const before = first < 0 ? told : told.slice(0, first + 1);
  const traps = before.map(({ said }) => said);
  const last = traps.at(-1);
  // The closing quote of a text whose first one is lost opens another.
  const isEnd = last !== undefined && !source.slice(last.offset, lost?.offset).includes("\n");
  return lost === undefined || isEnd ? traps : [...traps, lost];
}

/** An error of the parser. */
export function syntaxProblem(source: string, error: YAMLError): Trap {
  const [from, to] = error.pos;
  // Blanks before what is wrong are not what is wrong.
  const start = from + (/^ *(?=[^ \r\n])/.exec(source.slice(from))?.[0].length ?? 0);
  const hint = / flow-(map|seq)-end /.test(error.message)
    ? HINTS["MISSING_CHAR"]
    : HINTS[error.code];
  const at = { offset: start, length: Math.max(1, Math.min(to, source.length) - start) };
  const said =
    error.code === "MULTIPLE_DOCS"
      ? "a second document begins here"
      : error.message.replace(/ at line \d+, column \d+:[\s\S]*$/, "");
  return {
    rule: "yaml-syntax",
    severity: "error",
    message: `YAML: ${said}`,
    ...(hint === undefined ? {} : { hint }),
    ...at,
  };
}

const HINTS: { readonly [code: string]: string } = {
  BAD_DQ_ESCAPE:
    'in double quotes a backslash is doubled ("\\\\{{name}}"); or use single quotes, which keep it',
  BAD_INDENT: "indent it as its neighbours are; every [ and { has to be closed",
  BAD_SCALAR_START: "put the text in quotes",
  BLOCK_AS_IMPLICIT_KEY: 'a text with ": " in it has to be in quotes',
  MISSING_CHAR: "is a quote, a comma, a ] or a } missing?",
  MULTIPLE_DOCS: "one flow a file: remove the --- line",
  TAB_AS_INDENT: "indent with spaces",
  UNEXPECTED_TOKEN: "put the whole text in quotes",
};

/** Lists and maps that are nested too deep to be read. */
export function depthProblem(offset: number): Trap {
  return {
    rule: "yaml-syntax",
    severity: "error",
    message: `YAML: this is nested over ${DEEPEST_YAML} deep`,
    hint: "every [ and { has to be closed; move what is deep into a called flow",
    offset,
    length: 1,
  };
}

/** A character that YAML does not allow; editors show none. */
export function controlCharacter(source: string): Trap | undefined {
  const found = CONTROL.exec(source);
  if (found === null) return undefined;
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return {
    rule: "yaml-syntax",
    severity: "error",
    message: `YAML: the character U+${code} can't stand in a file`,
    hint: `remove it, or write it in double quotes as "\\u${code}"`,
    offset: found.index,
    length: 1,
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
