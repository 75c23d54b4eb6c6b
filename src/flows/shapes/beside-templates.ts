/** What stands beside the templates of a text, and was hardly meant to go out with them. */
import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Outline } from "../../templates/outline.ts";
import { checkTemplate, type TemplateScope } from "./check-template.ts";
import type { Finding } from "./finding.ts";
import { plainPaths } from "./plain-paths.ts";
import { isRead } from "./read-texts.ts";

/** Values that have to be one template alone: what else they are is told where they are read. */
const ALONE: ReadonlySet<unknown> = new Set(["if", "switch", "for_each"]);

/**
 * Everything that is wrong with the plain parts of a text.
 * @param outline its templates; undefined where it has none
 * @param base path of the value that it is in; @param path its own in there
 */
export function besideTemplates(
  text: string,
  outline: Outline | undefined,
  scope: TemplateScope,
  [base, path]: readonly [base: ValuePath, path: ValuePath],
): Finding[] {
  if (ALONE.has(base.at(-1))) return [];
  const isForPeople = isRead(path);
  const paths = plainPaths(text, scope);
  if (outline === undefined) return paths;
  const others = isForPeople
    ? [foreignMark(text, isForPeople)]
    : [
        foreignMark(text, isForPeople),
        curlyQuotes(text),
        isOneLine(base, path) ? blankAround(text) : blanksBeside(text, outline, scope),
      ];
  return [...paths, ...others.filter((one) => one !== undefined)];
}

/** Inputs of actions, and other values, of which one line is meant. */
const LINES: ReadonlySet<unknown> = new Set([
  "url",
  "user_id",
  "phone",
  "message_tag",
  "block_name",
]);
const OTHER_LINES: ReadonlySet<unknown> = new Set(["key", "until", "for"]);

/** Whether a value is one line without blanks around it: anything else is refused, or never found. */
function isOneLine(base: ValuePath, path: ValuePath): boolean {
  const holder = base.at(-1);
  if (holder === "auth" || holder === "headers") return true;
  return holder === "with"
    ? path[0] === "headers" || (path.length === 1 && LINES.has(path[0]))
    : path.length === 0 && OTHER_LINES.has(holder);
}

function blankAround(text: string): Finding | undefined {
  const offset = /^\s/.test(text) ? 0 : text.search(/\s+$/);
  if (offset < 0) return undefined;
  return {
    rule: "blank-around-value",
    severity: "error",
    message: `this ${offset === 0 ? "begins" : "ends"} in a ${text[offset] === "\n" ? "line break" : "blank"}, which stays a part of it`,
    hint: "write it in quotes on one line, and with | or > write |- or >-",
    offset,
    length: 1,
  };
}

/** A text in the quotes of a word processor, which YAML takes for a part of it. */
function curlyQuotes(text: string): Finding | undefined {
  if (!/^\s*[“”„‘’]\{\{[^]*\}\}[“”‘’]\s*$/.test(text)) return undefined;
  return {
    rule: "curly-quotes",
    severity: "warning",
    message: `the quotes ${text.trim().slice(0, 1)} and ${text.trim().slice(-1)} go out with the value`,
    hint: 'write the straight ones: "…"',
    offset: 0,
    length: 1,
  };
}

/** What stands before a template as in other tools, and goes out with its value: `={{…}}`, `${{ … }}`. */
function foreignMark(text: string, isForPeople: boolean): Finding | undefined {
  const found =
    /^=(?=\s*\{\{[^]*\}\}$)/.exec(text) ??
    /\$(?=\{\{\s)/.exec(text) ??
    // A price in dollars.
    (isForPeople ? null : /^\$(?=\{\{[^]*\}\}$)/.exec(text));
  if (found === null) return undefined;
  const [sign] = found;
  return {
    rule: "not-filled",
    severity: "error",
    message: `${sign} before a template is sent with its value, as text`,
    hint: `take the ${sign} away`,
    offset: found.index,
    length: 1,
  };
}

/** Blanks around a template alone. */
function blanksBeside(
  text: string,
  { alone, body }: Outline,
  scope: TemplateScope,
): Finding | undefined {
  if (alone || body.length !== 1 || !/^\s*\{\{[^{}]*\}\}\s*$/.test(text)) return undefined;
  const { shape } = checkTemplate({ alone: true, body }, scope);
  const isText = shape.kind === "text" || shape.kind === "unknown";
  const mustache = text.trim();
  return {
    rule: "blank-beside-template",
    severity: "warning",
    message: isText
      ? "the blanks beside this template go out with its value"
      : "the blanks beside this template make text of its value",
    hint: `write "${mustache}", and with | or > write |- or >-`,
    offset: text.indexOf(mustache),
    length: mustache.length,
  };
}
