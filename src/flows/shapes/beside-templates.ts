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
  return [
    ...plainPaths(text, scope),
    ...(outline === undefined ? [] : [foreignMark(text, isForPeople)]),
    ...(outline === undefined || isForPeople
      ? []
      : [blanksBeside(text, outline, scope, base.at(-1) === "set")]),
  ].filter((one) => one !== undefined);
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

/**
 * Blanks around a template alone.
 * @param mayBePart whether texts are kept here, to be put together with others
 */
function blanksBeside(
  text: string,
  { alone, body }: Outline,
  scope: TemplateScope,
  mayBePart: boolean,
): Finding | undefined {
  if (alone || body.length !== 1 || !/^\s*\{\{[^{}]*\}\}\s*$/.test(text)) return undefined;
  const { shape } = checkTemplate({ alone: true, body }, scope);
  const isText = shape.kind === "text" || shape.kind === "unknown";
  if (mayBePart && isText) return undefined;
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
