/**
 * Reads a template's text into Handlebars' syntax tree. What Handlebars says about a mistake is
 * prose about its grammar, with no place in it but in the text; so a second, rough reading walks
 * the mustaches one by one and finds the first that is wrong, to say so in the user's words.
 */
import Handlebars from "handlebars";
import { inOurWords } from "./other-languages.ts";
import type { TemplateProblem } from "./problem.ts";

type Parsed = { readonly program: hbs.AST.Program } | { readonly problem: TemplateProblem };

/** What was read last: a flow's checks read each template again, and flows have many in common. */
const recent = new Map<string, Parsed>();
const MAX_RECENT = 256;

/** The tree of a template, or the first mistake in it. The tree is shared: nobody may change it. */
export function parseTemplate(source: string): Parsed {
  let parsed = recent.get(source);
  if (parsed === undefined) {
    if (recent.size >= MAX_RECENT) recent.clear();
    parsed = read(source);
    recent.set(source, parsed);
  }
  return parsed;
}

function read(source: string): Parsed {
  try {
    return { program: Handlebars.parseWithoutProcessing(source) };
  } catch {
    return { problem: findMistake(source) };
  }
}

/** True when a string has a mustache in it, not only an escaped one. */
export function isTemplate(text: string): boolean {
  for (let at = text.indexOf("{{"); at !== -1; at = text.indexOf("{{", at + 2)) {
    if (!isEscaped(text, at)) return true;
  }
  return false;
}

/** True when Handlebars reads the `{{` at this offset as text, because of a backslash before it. */
function isEscaped(text: string, offset: number): boolean {
  return text[offset - 1] === "\\" && text[offset - 2] !== "\\";
}

interface Mustache {
  readonly offset: number;
  readonly text: string;
  /** What stands between the braces, without sigils of whitespace control and blanks. */
  readonly inner: string;
}

/** A block that has been opened and not closed; `split` once its {{else}} has come. */
interface OpenBlock {
  readonly name: string;
  readonly mustache: Mustache;
  split: boolean;
}

function findMistake(source: string): TemplateProblem {
  const zero = source.indexOf("\0");
  if (zero !== -1) return syntax(zero, 1, "U+0000 can't stand in a template", "remove it");
  const open: OpenBlock[] = [];
  for (let at = source.indexOf("{{"); at !== -1; ) {
    if (isEscaped(source, at)) {
      at = source.indexOf("{{", at + 2);
      continue;
    }
    const mustache = readMustache(source, at);
    if (mustache === undefined) return unclosed(source, at);
    const problem = checkMustache(mustache, open);
    if (problem !== undefined) return problem;
    at = source.indexOf("{{", at + mustache.text.length);
  }
  const block = open.at(-1);
  return block === undefined
    ? syntax(0, source.length, "this template can't be read", "see docs/templates.md")
    : problemAt(
        block.mustache,
        `the block {{#${block.name}}} is never closed`,
        `write {{/${block.name}}} where it ends`,
      );
}

function unclosed(source: string, at: number): TemplateProblem {
  return source.includes("}}", at)
    ? syntax(at, 2, "a quote or bracket after this {{ is never closed", "close it before the }}")
    : syntax(at, 2, "this {{ is never closed", "write }} at its end, or \\{{ for two plain braces");
}

/** Checks one mustache, and keeps the list of the blocks that are open at it. */
function checkMustache(mustache: Mustache, open: OpenBlock[]): TemplateProblem | undefined {
  const { text, inner } = mustache;
  if (inner.startsWith("!")) return undefined;
  if (inner === "") return problemAt(mustache, "empty {{}}", "write a name between the braces");
  if (inner.startsWith("/")) return checkEnd(mustache, open.pop());
  if (/^(?:else\b|\^$)/.test(inner)) return checkElse(mustache, open.at(-1));
  if (inner.startsWith("#") || inner.startsWith("^")) {
    const name = blockName(inner.slice(1));
    open.push({ name, mustache, split: false });
    return reads(`${text}{{/${name}}}`) ? undefined : unreadable(mustache);
  }
  return reads(text) ? undefined : unreadable(mustache);
}

function checkEnd(mustache: Mustache, block: OpenBlock | undefined): TemplateProblem | undefined {
  const name = mustache.inner.slice(1).trim();
  if (block?.name === name) return undefined;
  return block === undefined
    ? problemAt(mustache, `{{/${name}}} closes a block that is not open`, "remove it")
    : problemAt(
        mustache,
        `{{/${name}}} stands where {{#${block.name}}} must be closed`,
        `write {{/${block.name}}} first`,
      );
}

function checkElse(mustache: Mustache, block: OpenBlock | undefined): TemplateProblem | undefined {
  if (block === undefined) {
    return problemAt(mustache, "{{else}} stands outside of a block", "remove it");
  }
  if (block.split) {
    return problemAt(mustache, `{{#${block.name}}} has its {{else}} already`, "remove one");
  }
  const next = mustache.inner.replace(/^(?:else\b|\^)\s*/, "");
  block.split = next === "";
  return block.split || reads(`{{#${next}}}{{/${blockName(next)}}}`)
    ? undefined
    : unreadable(mustache);
}

function unreadable(mustache: Mustache): TemplateProblem {
  const { offset, text, inner } = mustache;
  const number = /[\w\]]\.(\d+)(?=[\s})])/.exec(text);
  if (number !== null) {
    const [, position = ""] = number;
    const message = `a path can't end with ${position}`;
    return syntax(offset + number.index + 2, position.length, message, `write [${position}]`);
  }
  if (text.startsWith("{{{") !== text.endsWith("}}}")) {
    return problemAt(mustache, "as many braces must close as were opened", "write {{name}}");
  }
  if (/^\{\{~?\s*\(/.test(text)) {
    return problemAt(mustache, "parentheses around the whole call", "write {{helper argument}}");
  }
  const meant = inOurWords(inner);
  if (meant !== undefined && reads(withEnd(meant)))
    return problemAt(mustache, "templates write this in another way", `write ${meant}`);
  const [bracketed, name = ""] = /\.\[([^[\]]+\[[^{}]*\])\]/.exec(inner) ?? [];
  if (bracketed !== undefined)
    return problemAt(
      mustache,
      "brackets within a name in brackets",
      `write ${bracketed.replace(name, name.replaceAll("]", "\\]"))}, with \\\\ in place of each \\ in a text in double quotes`,
    );
  const hint =
    "write {{a.path}} or {{helper argument}}; a call inside of another stands in parentheses, text in quotes";
  return problemAt(mustache, "this can't be read as a template", hint);
}

/** A template of one mustache, with the end of its block. */
function withEnd(meant: string): string {
  const [, name] = /^\{\{(?:#|else )(\w+)(?![^]*\{\{\/)/.exec(meant) ?? [];
  return name === undefined ? meant : `${meant.replace("{{else ", "{{#")}{{/${name}}}`;
}

function blockName(inner: string): string {
  return /^\s*([^\s}|]*)/.exec(inner)?.[1] ?? "";
}

function reads(text: string): boolean {
  try {
    Handlebars.parseWithoutProcessing(text);
    return true;
  } catch {
    return false;
  }
}

/** The mustache that begins here; braces inside of quotes and brackets don't end it. */
function readMustache(source: string, offset: number): Mustache | undefined {
  const pattern =
    /\{\{~?!--[^]*?--~?\}\}|\{\{~?![^]*?\}\}|\{\{(?:"[^"]*"|'[^']*'|\[[^\]]*\]|[^}"'[]|\}(?!\}))*?\}\}\}*/y;
  pattern.lastIndex = offset;
  const text = pattern.exec(source)?.[0];
  if (text === undefined) return undefined;
  const inner = text
    .slice(2)
    .replace(/~?\}+$/, "")
    .replace(/^~?[{&]?/, "")
    .trim();
  return { offset, text, inner };
}

function problemAt(mustache: Mustache, message: string, hint: string): TemplateProblem {
  return syntax(mustache.offset, mustache.text.length, message, hint);
}

function syntax(offset: number, length: number, message: string, hint: string): TemplateProblem {
  return { rule: "template-syntax", message, hint, offset, length };
}
