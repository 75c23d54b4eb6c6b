/**
 * Follows shapes through a whole flow: from the trigger's schema and sample, the actions' schemas
 * and the variables, through every template, to the inputs of the actions. Only for files: a run
 * that was accepted goes on with what its version says.
 */
import type { SchemaValidator } from "../../documents/schema-validator.ts";
import type { ValuePath, YamlDocument } from "../../documents/yaml-document.ts";
import type { Problem } from "../../errors.ts";
import type { Flow } from "../../generated/flow.ts";
import { isTemplate } from "../../templates/compile.ts";
import { type Expression, type Outline, outlineTemplate } from "../../templates/outline.ts";
import type { CompiledTrigger } from "../compile-webhook.ts";
import type { CompiledStep, FlowSurroundings } from "../compiled-flow.ts";
import type { TemplateSite } from "../step-compiler.ts";
import { writeExpression } from "./calls.ts";
import { checkInputTypes, type FilledLeaf, filledShape } from "./check-input.ts";
import { checkTemplate, type Finding, type TemplateScope } from "./check-template.ts";
import { flowScopes } from "./flow-scopes.ts";
import { type Callees, FlowShapes } from "./flow-shapes.ts";
import { nameOfShape, type Shape, UNKNOWN } from "./shape.ts";
import { Skips } from "./skips.ts";

/** What the checks need of a flow that was compiled, if only in part. */
export interface CheckedFlow {
  readonly trigger: Pick<CompiledTrigger, "schema" | "webhook">;
  readonly sites: readonly TemplateSite[];
  readonly steps: readonly CompiledStep[];
}

/** What the checks of one flow came to. */
export interface ShapesResult {
  /** Everything that the flow's shapes forbid. */
  readonly problems: readonly Problem[];
  /** What the flow's `output` gives. */
  readonly output: Shape;
}

/**
 * Checks the templates of a flow.
 * @param callees what the flows that it calls take and give, by their names
 */
export function checkShapes(
  document: YamlDocument,
  flow: Flow,
  { trigger, sites, steps }: CheckedFlow,
  surroundings: FlowSurroundings,
  callees: Callees = new Map(),
): ShapesResult {
  const check = new FlowCheck(document);
  const facts = { schema: trigger.schema, sample: trigger.webhook?.sample };
  const scopes = flowScopes(flow, facts, surroundings);
  const none = { skippable: new Set<string>(), branched: new Set<string>() };
  check.value(["on", "webhook", "dedupe", "key"], flow.on?.webhook?.dedupe?.key, {
    roots: scopes.request,
    ...none,
  });
  check.value(["concurrency", "key"], flow.concurrency?.key, { roots: scopes.start, ...none });
  const shapes = new FlowShapes(scopes, steps, callees);
  const skips = new Skips(flow);
  let output: Shape = UNKNOWN;
  for (const site of sites) {
    const scope = { roots: shapes.rootsAt(site), ...skips.at(site) };
    const leaves = check.value(site.path, site.value, scope);
    const shape = filledShape(site.value, leaves);
    if (site.role === "list") check.list(site, leaves, shape);
    if (site.role === "input") check.input(site.path, site.value, leaves, shapes.inputOf(site));
    if (site.path.length === 1 && site.path[0] === "output") output = shape;
    shapes.learn(site, shape);
  }
  return { problems: check.problems, output };
}

interface Leaf extends FilledLeaf {
  readonly outline: Outline;
}

class FlowCheck {
  readonly problems: Problem[] = [];
  readonly #document: YamlDocument;

  constructor(document: YamlDocument) {
    this.#document = document;
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

  /** Checks that a `for_each` gets a list. */
  list({ path }: TemplateSite, leaves: readonly Leaf[], shape: Shape): void {
    const [leaf] = leaves;
    if (leaf === undefined || leaf.path.length > 0) return;
    if (["list", "unknown", "either"].includes(shape.kind)) return;
    this.#add(path, {
      rule: "wrong-template-type",
      severity: "error",
      message: `for_each needs a list, this is ${nameOfShape(shape)}`,
      hint: "name a list",
      ...extentOf(leaf),
    });
  }

  /** Checks what the templates of an input make against the action's schema. */
  input(
    base: ValuePath,
    input: unknown,
    leaves: readonly Leaf[],
    check: SchemaValidator | undefined,
  ): void {
    if (check === undefined) return;
    for (const { leaf, message, wanted } of checkInputTypes(input, leaves, check)) {
      const value = shownBy(leaf);
      this.#add([...base, ...leaf.path], {
        rule: "wrong-template-type",
        severity: "error",
        message,
        hint: conversion(value === undefined ? "…" : writeExpression(value), leaf.shape, wanted),
        ...extentOf(leaf),
      });
    }
  }

  #leaf(base: ValuePath, text: string, scope: TemplateScope, path: ValuePath): Leaf[] {
    const outline = isTemplate(text)
      ? outlineTemplate(text, new Set(scope.roots.keys()))
      : undefined;
    if (outline === undefined) return [];
    const { shape, findings } = checkTemplate(outline, scope);
    for (const finding of findings) this.#add([...base, ...path], finding);
    return [{ path, shape, outline }];
  }

  #add(path: ValuePath, { offset, length, ...finding }: Finding): void {
    this.problems.push({
      ...finding,
      where: this.#document.locateIn(path, offset),
      length: Math.max(1, length),
    });
  }
}

/** What a template that is one mustache shows. */
function shownBy({ outline }: Leaf): Expression | undefined {
  const [only] = outline.body;
  return outline.alone && only?.kind === "show" ? only.value : undefined;
}

function extentOf(leaf: Leaf): { readonly offset: number; readonly length: number } {
  const { offset = 0, length = 1 } = shownBy(leaf) ?? {};
  return { offset, length };
}

/** How to make the wanted type of a value, where there is a way. */
function conversion(written: string, shape: Shape, wanted: readonly string[]): string {
  if (shape.kind === "object" || shape.kind === "list")
    return wanted.includes("string") ? `write {{json ${written}}}` : "read one of its parts";
  if (wanted.includes("array")) return `put it in a list: ["{{${written}}}"]`;
  if (wanted.includes("string")) return `write {{concat ${written}}} for its text`;
  if ((wanted.includes("number") || wanted.includes("integer")) && shape.kind === "text")
    return `write {{add ${written} 0}}`;
  return "name a value of that type";
}
