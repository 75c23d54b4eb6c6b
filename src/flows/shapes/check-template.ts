/**
 * Follows shapes through one template: every path is resolved, every helper's arguments are looked
 * at, and what comes out has a shape again. The places of findings are in the template's text.
 */
import type { Expression, Outline, Statement } from "../../templates/outline.ts";
import { writePath } from "../../templates/paths.ts";
import { ARGUMENT_WORDS, accepts, isHeldByText, resultShape, writeExpression } from "./calls.ts";
import { comparisonMistake } from "./comparisons.ts";
import { doubtsOf } from "./doubtful-calls.ts";
import { fieldOf } from "./field-of.ts";
import type { Verdict } from "./finding.ts";
import { shapeOfChoice } from "./from-value.ts";
import { authored, inHtml, isCalledHtml, isEscaped } from "./html-texts.ts";
import { refusalOf, truthWord } from "./known-arguments.ts";
import { namesIn, pathsIn } from "./names-in.ts";
import { isAskedFor, pathShape } from "./path-shape.ts";
import { refusedLiterals } from "./refused-literals.ts";
import { NUMBER, nameOfShape, oneOf, type Shape, TEXT, UNKNOWN } from "./shape.ts";
import {
  type Frame,
  type Place,
  report,
  reportField,
  type TemplateScope,
  type Walk,
} from "./template-walk.ts";

export type { Finding, Verdict } from "./finding.ts";
export type { NamedRead, TemplateScope } from "./template-walk.ts";

type CallExpression = Extract<Expression, { kind: "call" }>;

/**
 * Checks a template.
 * @param isAsked whether what it makes is asked for its truth
 * @returns the shape of what it makes, and all that is wrong
 */
export function checkTemplate(
  { alone, body }: Outline,
  scope: TemplateScope,
  isAsked = false,
): Pick<Walk, "findings" | "shown" | "raw"> & { readonly shape: Shape } {
  const walk: Walk = { scope, findings: [], shown: [], raw: [] };
  const place: Place = { frames: [], tested: new Set(), asked: new Set() };
  const [only] = body;
  if (alone && only?.kind === "show") {
    const shape = show(walk, only.value, place);
    if (isAsked) checkTruth(walk, only.value, shape);
    return { ...walk, shape };
  }
  for (const statement of body) checkStatement(walk, statement, place);
  return { ...walk, shape: { ...TEXT, escaped: walk.raw.length === 0 } };
}

/** The shape of what a mustache shows. */
function show(walk: Walk, value: Expression, place: Place): Shape {
  const shape = shapeOf(walk, value, place);
  if (value.kind === "path" && !place.asked.has(writePath(value.path)))
    walk.shown.push({ path: value.path, shape });
  if (isHeldByText(shape) && !isEscaped(shape) && !isCalledHtml(value)) walk.raw.push(value);
  return shape;
}

function checkStatement(walk: Walk, statement: Statement, place: Place): void {
  if (statement.kind === "show") {
    const { value } = statement;
    const shape = show(walk, value, place);
    if (!isHeldByText(shape)) {
      const written = writeExpression(value);
      const message = `${written} is ${nameOfShape(shape)}, which text can't hold`;
      report(walk, value, "wrong-template-type", message, `write {{json ${written}}}`);
    }
    return;
  }
  const { kind, subject, body, otherwise } = statement;
  const shape = shapeOf(walk, subject, place);
  if (kind === "if") checkTruth(walk, subject, shape);
  const inner =
    kind === "if"
      ? {
          ...place,
          tested: new Set([...place.tested, ...namesIn(subject)]),
          asked: new Set([...place.asked, ...pathsIn(subject)]),
        }
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
      return authored(shapeOfChoice(expression.value));
    case "path":
      return pathShape(walk, expression, place);
    case "call":
      return callShape(walk, expression, place);
  }
}

/** Whether a doubt about a value's samples is one that a condition around it may settle. */
function isGuarded(walk: Walk, place: Place, { severity }: Verdict, arg: Expression): boolean {
  return (
    severity === "warning" && arg.kind === "path" && isAskedFor(walk, place, writePath(arg.path))
  );
}

function callShape(walk: Walk, call: CallExpression, place: Place): Shape {
  const { helper, args, options } = call;
  for (const { value } of options) shapeOf(walk, value, place);
  const shapes = args.map((arg, at) => {
    const shape = shapeOf(walk, arg, place);
    const type = helper.takes[Math.min(at, helper.takes.length - 1)] ?? "any";
    if (!accepts(type, shape)) {
      const message = `${helper.name} needs ${ARGUMENT_WORDS[type]}, ${writeExpression(arg)} is ${nameOfShape(shape)}`;
      report(walk, arg, "wrong-template-type", message, `usage: ${helper.name} ${helper.usage}`);
    }
    return shape;
  });
  const wrong = comparisonMistake(call, shapes);
  walk.findings.push(...wrong);
  for (const [at, arg] of args.entries()) {
    if (helper.asksTruth) checkTruth(walk, arg, shapes[at] ?? UNKNOWN);
    const refusal = wrong.length > 0 ? undefined : refusalOf(call, shapes, at);
    if (refusal !== undefined && !isGuarded(walk, place, refusal, arg))
      walk.findings.push({ ...refusal, offset: arg.offset, length: arg.length });
  }
  for (const { literal, message, hint } of refusedLiterals(call))
    if (!walk.findings.some(({ offset }) => offset === literal.offset))
      report(walk, literal, "wrong-argument", message, hint);
  walk.findings.push(...doubtsOf(call, shapes));
  const field = args[1];
  const [list] = shapes;
  if (helper.gives !== "field-of-entries" || list?.kind !== "list" || field?.kind !== "literal")
    return inHtml(
      helper,
      shapes,
      resultShape(helper.gives, helper.gives === "one-of-arguments" ? known(args, shapes) : shapes),
    );
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

/** The shapes of arguments but a plain `null`, which says nothing of what the others are. */
function known(args: readonly Expression[], shapes: readonly Shape[]): Shape[] {
  return shapes.filter((_, at) => !isNull(args[at]));
}

function isNull(arg: Expression | undefined): boolean {
  return arg?.kind === "literal" && arg.value === null;
}

/** Warns where text is asked for its truth that says no, and counts as yes. */
function checkTruth(walk: Walk, expression: Expression, shape: Shape): void {
  const text = truthWord(shape);
  if (text === undefined) return;
  const written = writeExpression(expression);
  walk.findings.push({
    rule: "text-as-truth",
    severity: "warning",
    message: `${written} is text such as "${text}", and any text but the empty one counts as true`,
    hint: `write {{parse_boolean ${written}}} where it stands alone, (parse_boolean ${written}) inside of another call`,
    offset: expression.offset,
    length: expression.length,
  });
}
