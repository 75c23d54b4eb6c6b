/**
 * Follows shapes through a whole flow: from the trigger's schema and sample, the actions' schemas
 * and the variables, through every template, to the inputs of the actions. Only for files: a run
 * that was accepted goes on with what its version says.
 */
import type { SchemaValidator } from "../../documents/schema-validator.ts";
import type { ValuePath, YamlDocument } from "../../documents/yaml-document.ts";
import type { Problem } from "../../errors.ts";
import type { Flow, Step } from "../../generated/flow.ts";
import { isTemplate } from "../../templates/compile.ts";
import { type Outline, outlineTemplate, type Statement } from "../../templates/outline.ts";
import type { CompiledTrigger } from "../compile-webhook.ts";
import type { FlowSurroundings } from "../compiled-flow.ts";
import { stepTree } from "../step-tree.ts";
import { inputValidator } from "../steps/uses.ts";
import { writeExpression } from "./calls.ts";
import { checkInputTypes, type FilledLeaf } from "./check-input.ts";
import { checkTemplate, type Finding, stepsIn, type TemplateScope } from "./check-template.ts";
import { flowScopes } from "./flow-scopes.ts";
import type { Shape } from "./shape.ts";

/** What the checks need of a trigger. */
type CheckedTrigger = Pick<CompiledTrigger, "schema" | "webhook">;

/** Checks the templates of a flow. @returns everything that its shapes forbid */
export function checkShapes(
  document: YamlDocument,
  flow: Flow,
  trigger: CheckedTrigger,
  surroundings: FlowSurroundings,
): Problem[] {
  const check = new FlowCheck(document);
  const ids = stepTree(flow).steps.nodes.map(({ id }) => id);
  const scopes = flowScopes(
    flow,
    ids,
    { schema: trigger.schema, sample: trigger.webhook?.sample },
    surroundings,
  );
  const none = new Set<string>();
  check.value(["on", "webhook", "dedupe", "key"], flow.on?.webhook?.dedupe?.key, {
    roots: scopes.request,
    skippable: none,
  });
  check.value(["concurrency", "key"], flow.concurrency?.key, {
    roots: scopes.start,
    skippable: none,
  });
  for (const [index, step] of flow.steps.entries()) {
    const base = ["steps", index];
    const skippable = maybeSkipped(flow, ids, index);
    check.value([...base, "if"], step.if, { roots: scopes.step, skippable });
    const asked = stepsAskedFor(step, new Set(scopes.step.keys()));
    const leaves = check.value([...base, "with"], step.with, {
      roots: scopes.step,
      skippable: new Set([...skippable].filter((id) => !asked.has(id))),
    });
    const action = surroundings.actions.get(step.uses ?? "");
    if (action !== undefined)
      check.input([...base, "with"], step.with, leaves, inputValidator(action));
  }
  return check.problems;
}

/** The steps before this one that have an `if` of their own; with the same `if`, both run or none. */
function maybeSkipped(flow: Flow, ids: readonly string[], index: number): Set<string> {
  const own = flow.steps[index]?.if;
  return new Set(
    ids.slice(0, index).filter((_, before) => {
      const condition = flow.steps[before]?.if;
      return condition !== undefined && condition !== true && condition !== own;
    }),
  );
}

/** The steps that a step's `if` reads: whoever asks for a step there knows that it may not have run. */
function stepsAskedFor({ if: condition }: Step, roots: ReadonlySet<string>): Set<string> {
  const outline = typeof condition === "string" ? outlineTemplate(condition, roots) : undefined;
  const read = (statement: Statement): string[] =>
    statement.kind === "show"
      ? stepsIn(statement.value)
      : [...stepsIn(statement.subject), ...statement.body.flatMap(read)];
  return new Set(outline?.body.flatMap(read));
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

  /** Checks what the templates of an input make against the action's schema. */
  input(base: ValuePath, input: unknown, leaves: readonly Leaf[], check: SchemaValidator): void {
    for (const { leaf, message, wanted } of checkInputTypes(input, leaves, check)) {
      const [only] = leaf.outline.body;
      const value = leaf.outline.alone && only?.kind === "show" ? only.value : undefined;
      this.#add([...base, ...leaf.path], {
        rule: "wrong-template-type",
        severity: "error",
        message,
        hint: conversion(value === undefined ? "…" : writeExpression(value), leaf.shape, wanted),
        offset: value?.offset ?? 0,
        length: value?.length ?? 1,
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
