/**
 * Follows shapes through one template: every path is resolved, every helper's arguments are looked
 * at, and what comes out has a shape again. The places of findings are in the template's text.
 */
import type { RuleId } from "../../rules.ts";
import type { Expression, Outline, Statement } from "../../templates/outline.ts";
import { writePath } from "../../templates/paths.ts";
import { ARGUMENT_WORDS, accepts, isHeldByText, resultShape, writeExpression } from "./calls.ts";
import { type FieldMistake, fieldOf } from "./field-of.ts";
import { shapeOfValue } from "./from-value.ts";
import { BOOLEAN, NUMBER, nameOfShape, oneOf, type Shape, TEXT, UNKNOWN } from "./shape.ts";

/** What a template can read where it stands. */
export interface TemplateScope {
  readonly roots: ReadonlyMap<string, Shape>;
  /** Steps that may not have run here, so that their output may be missing: because of their `if` */
  readonly skippable: ReadonlySet<string>;
  /** and because they are in a branch. */
  readonly branched: ReadonlySet<string>;
}

/** Something wrong at a place of a template's text. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint: string;
  readonly offset: number;
  readonly length: number;
}

type PathExpression = Extract<Expression, { kind: "path" }>;
type CallExpression = Extract<Expression, { kind: "call" }>;

/** One enclosing `#each` or `#with`. */
interface Frame {
  readonly value: Shape;
  readonly key: Shape;
}

interface Walk {
  readonly scope: TemplateScope;
  readonly findings: Finding[];
}

/** Where the walk stands: enclosing blocks, the nearest first, and steps that a test asked for. */
interface Place {
  readonly frames: readonly Frame[];
  readonly tested: ReadonlySet<string>;
}

/** Checks a template. @returns the shape of what it makes, and all that is wrong */
export function checkTemplate(
  { alone, body }: Outline,
  scope: TemplateScope,
): { readonly shape: Shape; readonly findings: readonly Finding[] } {
  const walk: Walk = { scope, findings: [] };
  const place: Place = { frames: [], tested: new Set() };
  const [only] = body;
  if (alone && only?.kind === "show") {
    const shape = shapeOf(walk, only.value, place);
    return { shape, findings: walk.findings };
  }
  for (const statement of body) checkStatement(walk, statement, place);
  return { shape: TEXT, findings: walk.findings };
}

/** The steps that the paths of an expression read. */
export function stepsIn(expression: Expression): string[] {
  if (expression.kind === "call")
    return [...expression.args, ...expression.options].flatMap(stepsIn);
  if (expression.kind !== "path" || expression.path.base.kind !== "root") return [];
  const [root, id] = expression.path.segments;
  return root === "steps" && id !== undefined ? [id] : [];
}

function checkStatement(walk: Walk, statement: Statement, place: Place): void {
  if (statement.kind === "show") {
    const { value } = statement;
    const shape = shapeOf(walk, value, place);
    if (!isHeldByText(shape)) {
      const written = writeExpression(value);
      const message = `${written} is ${nameOfShape(shape)}, which text can't hold`;
      report(walk, value, "wrong-template-type", message, `write {{json ${written}}}`);
    }
    return;
  }
  const { kind, subject, body, otherwise } = statement;
  const shape = shapeOf(walk, subject, place);
  const inner =
    kind === "if"
      ? { ...place, tested: new Set([...place.tested, ...stepsIn(subject)]) }
      : { ...place, frames: [frameOf(walk, kind, subject, shape), ...place.frames] };
  for (const one of body) checkStatement(walk, one, inner);
  const outer = kind === "if" ? inner : place;
  for (const one of otherwise) checkStatement(walk, one, outer);
}

function frameOf(walk: Walk, kind: "each" | "with", subject: Expression, shape: Shape): Frame {
  if (kind === "with") return { value: shape, key: UNKNOWN };
  switch (shape.kind) {
    case "list":
      return { value: shape.items, key: NUMBER };
    case "object":
      return { value: shape.rest ?? oneOf([...shape.fields.values()]), key: TEXT };
    case "unknown":
    case "either":
      return { value: UNKNOWN, key: UNKNOWN };
    case "text":
    case "number":
    case "boolean": {
      const message = `{{#each}} needs a list or an object, ${writeExpression(subject)} is ${nameOfShape(shape)}`;
      report(walk, subject, "wrong-template-type", message, "loop over a list");
      return { value: UNKNOWN, key: UNKNOWN };
    }
  }
}

function shapeOf(walk: Walk, expression: Expression, place: Place): Shape {
  switch (expression.kind) {
    case "unknown":
      return UNKNOWN;
    case "literal":
      return shapeOfValue(expression.value);
    case "path":
      return pathShape(walk, expression, place);
    case "call":
      return callShape(walk, expression, place);
  }
}

function pathShape(walk: Walk, expression: PathExpression, place: Place): Shape {
  const { path, offsets } = expression;
  checkSkipped(walk, expression, place);
  let shape = baseShape(walk, expression, place);
  for (let at = path.base.kind === "root" ? 1 : 0; at < path.segments.length; at++) {
    const segment = path.segments[at] ?? "";
    const found = fieldOf(shape, segment, path.tolerant);
    if (found.kind === "mistake") {
      const extent = { offset: offsets[at] ?? path.offset, length: segment.length };
      reportField(walk, extent, writePath(path, at), found);
      return UNKNOWN;
    }
    shape = found;
  }
  return shape;
}

function baseShape(walk: Walk, { path }: PathExpression, { frames }: Place): Shape {
  const { base } = path;
  if (base.kind === "root") return walk.scope.roots.get(path.segments[0] ?? "") ?? UNKNOWN;
  const frame = frames[base.up];
  switch (base.slot) {
    case "value":
      return frame?.value ?? UNKNOWN;
    case "key":
      return frame?.key ?? UNKNOWN;
    case "index":
      return NUMBER;
    case "first":
    case "last":
      return BOOLEAN;
  }
}

function checkSkipped(walk: Walk, expression: PathExpression, { tested }: Place): void {
  const { path, offsets } = expression;
  const [id] = stepsIn(expression);
  if (id === undefined || path.segments[2] !== "output" || path.tolerant) return;
  if (tested.has(id)) return;
  if (walk.scope.branched.has(id)) {
    const message = `step "${id}" is in a branch that may not have run: then it has no output`;
    const hint = `read it inside of the branch, or write {{default ${writePath(path)} "…"}}`;
    const extent = { offset: offsets[1] ?? path.offset, length: id.length };
    report(walk, extent, "step-in-branch", message, hint);
    return;
  }
  if (!walk.scope.skippable.has(id)) return;
  walk.findings.push({
    rule: "maybe-skipped",
    severity: "warning",
    message: `step "${id}" may have been skipped here: then it has no output`,
    hint: `write {{default ${writePath(path)} "…"}}, or give this step the same if`,
    offset: offsets[1] ?? path.offset,
    length: id.length,
  });
}

function callShape(walk: Walk, call: CallExpression, place: Place): Shape {
  const { helper, args, options } = call;
  for (const option of options) shapeOf(walk, option, place);
  const shapes = args.map((arg, at) => {
    const shape = shapeOf(walk, arg, place);
    const type = helper.takes[Math.min(at, helper.takes.length - 1)] ?? "any";
    if (!accepts(type, shape)) {
      const message = `${helper.name} needs ${ARGUMENT_WORDS[type]}, ${writeExpression(arg)} is ${nameOfShape(shape)}`;
      report(walk, arg, "wrong-template-type", message, `usage: ${helper.name} ${helper.usage}`);
    }
    return shape;
  });
  const field = args[1];
  const [list] = shapes;
  if (helper.gives !== "field-of-entries" || list?.kind !== "list" || field?.kind !== "literal")
    return resultShape(helper.gives, shapes);
  const found = fieldOf(list.items, String(field.value), false);
  if (found.kind !== "mistake") return { kind: "list", items: found };
  // The literal stands in quotes.
  const extent = { offset: field.offset + 1, length: String(field.value).length };
  reportField(
    walk,
    extent,
    `an entry of ${args[0] === undefined ? "it" : writeExpression(args[0])}`,
    found,
  );
  return { kind: "list", items: UNKNOWN };
}

type Extent = Pick<Finding, "offset" | "length">;

function reportField(walk: Walk, extent: Extent, holder: string, mistake: FieldMistake): void {
  report(walk, extent, "unknown-field", `${holder} ${mistake.message}`, mistake.hint);
}

function report(
  walk: Walk,
  { offset, length }: Extent,
  rule: RuleId,
  message: string,
  hint: string,
): void {
  walk.findings.push({ rule, severity: "error", message, hint, offset, length });
}
