/** A template alone, which keeps its value's type, and what was meant where something stands around one. */
import { compileTemplate } from "./compile.ts";
import { inOurWords } from "./other-languages.ts";
import { isTemplate, parseTemplate } from "./syntax.ts";

/** Whether a text is one mustache and nothing else; undefined when it can't be read. */
export function isLone(text: string): boolean | undefined {
  const parsed = parseTemplate(text);
  if ("problem" in parsed) return undefined;
  const { body } = parsed.program;
  return body.length === 1 && body[0]?.type === "MustacheStatement";
}

/**
 * The condition that a text was meant to be: `{{a}} == 1` and `{{#if a}}true{{/if}}`, `!{{a}}` and `a`.
 * @param roots names that its paths may begin with
 */
export function loneCondition(text: string, roots: ReadonlySet<string>): string | undefined {
  const flat = flattened(text)
    .replaceAll(/\s+and\s+/gi, " && ")
    .replaceAll(/\s+or\s+/gi, " || ");
  const candidates = [withoutFrame(text), asked(text), inOurWords(flat), `{{${flat}}}`];
  return candidates.find((one) => one !== undefined && isRight(one, roots));
}

/** The value that a text was meant to be: `={{a}}`, `a`, `{{a}}-{{b}}`. */
export function loneValue(text: string, roots: ReadonlySet<string>): string | undefined {
  const candidates = [withoutFrame(text), `{{${text.trim()}}}`, joined(text.trim())];
  return candidates.find((one) => one !== undefined && isRight(one, roots));
}

/** Without blanks, line breaks, and the signs of other tools around it. */
function withoutFrame(text: string): string {
  return text.trim().replace(/^["'`]?[$=#]?\s*(\{\{[^]*\}\})["'`]?$/, "$1");
}

/** Its mustaches as parts of an expression. */
function flattened(text: string): string {
  return text
    .replaceAll(/[$=]?\{\{([^]*?)\}\}/g, (_, inner: string) => {
      const call = inner.trim();
      return call.includes(" ") ? ` (${call}) ` : ` ${call} `;
    })
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The question of a block that says yes or no. */
function asked(text: string): string | undefined {
  const [, block, subject = "", yes = "", no = ""] =
    /^\s*\{\{#(if|unless)\s+([^{}]+)\}\}([^{}]*)(?:\{\{else\}\}([^{}]*))?\{\{\/\1\}\}\s*$/.exec(
      text,
    ) ?? [];
  if (block === undefined || saysYes(yes) === saysYes(no)) return undefined;
  const call = /^\((.*)\)$/.exec(subject.trim())?.[1];
  // A block takes what is missing for no; a path alone would be an error.
  const question = call ?? `default ${subject.trim()} false`;
  return saysYes(yes) === (block === "if") ? `{{${question}}}` : `{{not (${question})}}`;
}

function saysYes(text: string): boolean {
  return !["", "false", "0", "no", "null"].includes(text.trim().toLowerCase());
}

/** Texts and mustaches as the call that joins them. */
function joined(text: string): string | undefined {
  if (!isTemplate(text)) return undefined;
  const parts = text.split(/(\{\{[^]*?\}\})/).filter((part) => part !== "");
  const args = parts.map((part) => {
    const inner = /^\{\{([^]*)\}\}$/.exec(part)?.[1]?.trim();
    if (inner === undefined) return `"${part}"`;
    return inner.includes(" ") ? `(${inner})` : inner;
  });
  return args.length < 2 ? undefined : `{{concat ${args.join(" ")}}}`;
}

function isRight(text: string, roots: ReadonlySet<string>): boolean {
  const context = { roots, locate: () => ({ file: "", line: 1, column: 1 }) };
  if (isLone(text) !== true) return false;
  const { template, problems } = compileTemplate(text, context);
  return problems.length === 0 && template.references.length > 0;
}
