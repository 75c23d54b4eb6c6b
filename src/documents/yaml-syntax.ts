/** What the YAML parser says of a file that it can't read, with what to do about it. */
import { type Document, isAlias, type Node, visit, type YAMLError } from "yaml";
import type { Trap } from "./yaml-traps.ts";

/** An error of the parser. */
export function syntaxProblem(source: string, error: YAMLError): Trap {
  const [from, to] = error.pos;
  // Blanks before what is wrong are not what is wrong.
  const start = from + (/^ *(?=[^ \r\n])/.exec(source.slice(from))?.[0].length ?? 0);
  const hint = HINTS[error.code];
  const at = { offset: start, length: Math.max(1, Math.min(to, source.length) - start) };
  if (error.code === "DUPLICATE_KEY") {
    const key = /^["']?([^"':\s]+)["']?/.exec(source.slice(start, start + 80));
    return {
      rule: "yaml-duplicate-key",
      severity: "error",
      message: `the key ${key === null ? "" : `"${key[1]}" `}stands twice in this map`,
      hint: "keep one of them",
      ...at,
      length: key?.[0].length ?? 1,
    };
  }
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

/** Why the aliases of a document could not be followed. */
export function aliasProblem(document: Document): Trap {
  const anchors = new Set<string>();
  let unknown: (Node & { readonly source: string }) | undefined;
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        if (anchors.has(node.source)) return undefined;
        unknown = node;
        return visit.BREAK;
      }
      if (node.anchor !== undefined) anchors.add(node.anchor);
      return undefined;
    },
  });
  if (unknown?.range)
    return {
      rule: "yaml-aliases",
      severity: "error",
      message: `YAML reads *${unknown.source} as an alias, and there is no &${unknown.source} before it`,
      hint: `put it in quotes if it is text: "*${unknown.source}"`,
      offset: unknown.range[0],
      length: unknown.source.length + 1,
    };
  return {
    rule: "yaml-aliases",
    severity: "error",
    message: "YAML: the aliases of this file unfold to far too much",
    hint: "write the values out, or use fewer *aliases",
    offset: 0,
    length: 1,
  };
}
