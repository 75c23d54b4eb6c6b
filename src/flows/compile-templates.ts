import type { CheckOptions } from "../documents/schema-mistake.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { isTemplate } from "../templates/compile.ts";
import { compileTree, type TreeTemplate } from "../templates/tree.ts";

/** Compiles the templates in the value at `base`; what is wrong with them goes to `problems`. */
export function compileTemplates(
  document: YamlDocument,
  base: ValuePath,
  value: unknown,
  roots: ReadonlySet<string>,
  problems: Problem[],
): TreeTemplate {
  const isLoop = base.at(-1) === "for_each";
  const compiled = compileTree(value, (path) => ({
    roots,
    locate: (offset) => document.locateIn([...base, ...path], offset),
    fitHint: (hint) => document.hintIn([...base, ...path], isLoop ? forLoop(hint) : hint),
  }));
  for (const { path, problem } of compiled.problems)
    problems.push({
      rule: problem.rule,
      severity: "error",
      message: problem.message,
      ...(problem.hint === undefined
        ? {}
        : { hint: document.hintIn([...base, ...path], problem.hint) }),
      where: document.locateIn([...base, ...path], problem.offset),
      length: Math.max(1, problem.length),
    });
  return compiled.tree;
}

/** A loop over a text fails as one over nothing does: in place of a list that is missing there has to be one of none. */
function forLoop(hint: string): string {
  return hint.replace(/\{\{default (.+) '…'\}\}/, "{{slice (default $1 null) 0}}");
}

/** What can be said of a file's values before their templates are filled. */
export const UNFILLED: CheckOptions = { isOpaque, isText, leastLength, quoteValues: true };

/** A value that is not known before its template is filled. */
export function isOpaque(value: unknown): boolean {
  return typeof value === "string" && isTemplate(value);
}

/** A template with text before or after it: whatever it is filled with, it will be text. */
function isText(value: unknown): boolean {
  return isOpaque(value) && !/^\{\{[^]*\}\}$/.test(value as string);
}

/** How many characters a text has at least, whatever its templates are filled with. */
function leastLength(text: string): number {
  // Of the ways of a block one is taken.
  if (/\{\{~?[#^]/.test(text)) return 0;
  return Array.from(text.replaceAll(/\{\{[^]*?\}\}/g, "")).length;
}
