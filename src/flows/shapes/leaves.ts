/** Checks the templates of a flow's values, and finds the places of what is wrong. */
import type { SchemaValidator } from "../../documents/schema-validator.ts";
import type { ValuePath, YamlDocument } from "../../documents/yaml-document.ts";
import type { Problem } from "../../errors.ts";
import { isTemplate } from "../../templates/compile.ts";
import { outlineTemplate } from "../../templates/outline.ts";
import { writePath } from "../../templates/paths.ts";
import type { Extent } from "../../templates/walk.ts";
import { UNFILLED } from "../compile-templates.ts";
import { mistakeProblem } from "../parse-flow.ts";
import { besideTemplates } from "./beside-templates.ts";
import { writeExpression } from "./calls.ts";
import { checkInputTypes, fitsInList } from "./check-input.ts";
import { checkTemplate, type Finding, type TemplateScope, type Verdict } from "./check-template.ts";
import { unescaped } from "./html-texts.ts";
import { fallbackHint, isRead, mayBeEmpty } from "./read-texts.ts";
import { type Leaf, nameOfShape, type Shape } from "./shape.ts";
import { placeInEntry, withEntries } from "./written-entries.ts";

/** Checks values of one file; what is wrong goes to `problems`. */
export class LeafCheck {
  readonly document: YamlDocument;
  readonly problems: Problem[] = [];

  constructor(document: YamlDocument) {
    this.document = document;
  }

  /** Checks every template in the value at `base`. @returns what they make */
  value(base: ValuePath, value: unknown, scope: TemplateScope, path: ValuePath = []): Leaf[] {
    if (typeof value === "string") return this.#leaf(base, value, scope, path);
    if (typeof value !== "object" || value === null) return [];
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    return entries.flatMap(([key, part]: [string | number, unknown]) =>
      this.value(base, part, scope, [...path, key]),
    );
  }

  /** Checks what the templates of an input make against its schema. */
  input(base: ValuePath, given: unknown, all: readonly Leaf[], check: SchemaValidator): void {
    const { input, leaves, entries } = withEntries(given, all);
    const placeOf = (path: ValuePath) => placeInEntry(path, entries) ?? [...base, ...path];
    for (const mistake of entries.length === 0 ? [] : check(input, UNFILLED)) {
      const at = placeInEntry(mistake.path, entries);
      if (at !== undefined)
        this.problems.push(mistakeProblem(this.document, [], { ...mistake, path: at }));
    }
    for (const { leaf, message, wanted } of checkInputTypes(input, leaves, check)) {
      const { value, offset, length } = marked(leaf);
      this.#add(placeOf(leaf.path), {
        rule: "wrong-template-type",
        severity: "error",
        message,
        hint: conversion(value ?? "…", leaf.shape, wanted, () =>
          fitsInList(input, leaves, leaf, check),
        ),
        offset,
        length,
      });
    }
  }

  /** Reports a template that makes a value of a wrong type. @param needs `for_each needs a list` */
  wrongType(base: ValuePath, leaf: Leaf, needs: string, hint: string): void {
    const { value = "this", offset, length } = marked(leaf);
    const message = `${needs}, ${value} is ${nameOfShape(leaf.shape)}`;
    const verdict: Verdict = { rule: "wrong-template-type", severity: "error", message, hint };
    this.#add([...base, ...leaf.path], { ...verdict, offset, length });
  }

  /**
   * Warns of fields that may be empty in texts that customers read.
   * @param asked paths that an `if` around the step asks for
   */
  readTexts(base: ValuePath, leaves: readonly Leaf[], asked: ReadonlySet<string>): void {
    for (const { path, shown } of leaves.filter((leaf) => isRead(leaf.path)))
      for (const field of shown.filter(mayBeEmpty)) {
        const written = writePath(field.path);
        if (asked.has(written)) continue;
        this.#forgetMissing([...base, ...path], field.path);
        const message = `${written} may be empty: the customer would read a text with a gap`;
        this.#add([...base, ...path], {
          rule: "maybe-empty",
          severity: "warning",
          message,
          hint: fallbackHint(field),
          offset: field.path.offset,
          length: field.path.length,
        });
      }
  }

  /** Warns of values that go as they are into texts that are read as HTML. */
  htmlTexts(base: ValuePath, leaves: readonly Leaf[]): void {
    for (const { path, raw } of leaves)
      for (const value of raw) this.#add([...base, ...path], unescaped(value));
  }

  #leaf(base: ValuePath, text: string, scope: TemplateScope, path: ValuePath): Leaf[] {
    const outline = isTemplate(text)
      ? outlineTemplate(text, new Set(scope.roots.keys()))
      : undefined;
    // A template that can't be read has been reported.
    if (outline === undefined && isTemplate(text)) return [];
    for (const finding of besideTemplates(text, outline, scope, [base, path]))
      this.#add([...base, ...path], finding);
    if (outline === undefined) return [];
    const { shape, findings, shown, raw } = checkTemplate(outline, scope, base.at(-1) === "if");
    for (const finding of findings) this.#add([...base, ...path], finding);
    return [{ path, shape, outline, shown, raw }];
  }

  /** Of a field in a text that people read, only that is said: it may be there and empty, too. */
  #forgetMissing(path: ValuePath, { offset, length }: Extent): void {
    const { line, column } = this.document.locateIn(path, offset);
    const at = this.problems.findIndex(
      ({ rule, where }) =>
        rule === "maybe-missing" &&
        where.line === line &&
        where.column >= column &&
        where.column < column + length,
    );
    if (at >= 0) this.problems.splice(at, 1);
  }

  #add(path: ValuePath, { offset, length, ...finding }: Finding): void {
    this.problems.push({
      ...finding,
      hint: this.document.hintIn(path, finding.hint),
      where: this.document.locateIn(path, offset),
      length: Math.max(1, length),
    });
  }
}

/** The value of a mustache that stands alone: as it is written, and its extent in the text. */
function marked({ outline }: Leaf): { value: string | undefined; offset: number; length: number } {
  const [only] = outline.body;
  if (!outline.alone || only?.kind !== "show") return { value: undefined, offset: 0, length: 1 };
  const { offset, length } = only.value;
  return { value: writeExpression(only.value), offset, length };
}

/** How to make the wanted type of a value, where there is a way. */
function conversion(
  written: string,
  shape: Shape,
  wanted: readonly string[],
  fitsInList: () => boolean,
): string {
  if (wanted.includes("array") && fitsInList()) return `put it in a list: ["{{${written}}}"]`;
  if (shape.kind === "object" || shape.kind === "list")
    return wanted.includes("string") ? `write {{json ${written}}}` : "read one of its parts";
  if (wanted.includes("string")) return `write {{concat ${written}}} for its text`;
  if ((wanted.includes("number") || wanted.includes("integer")) && shape.kind === "text")
    return `write {{add ${written} 0}}`;
  return "name a value of that type";
}
