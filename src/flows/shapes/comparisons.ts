/** Comparisons that always fail, or whose answer never changes. */
import { canonical } from "../../canonical-text.ts";
import { nearestName } from "../../nearest-name.ts";
import type { Expression } from "../../templates/outline.ts";
import { writeExpression } from "./calls.ts";
import type { Finding, Verdict } from "./finding.ts";
import { nameOfShape, type Shape } from "./shape.ts";

type Call = Extract<Expression, { kind: "call" }>;
type Side = { readonly arg: Expression; readonly shape: Shape };

/** What is wrong with the two sides of a comparison. */
export function comparisonMistake({ helper, args }: Call, shapes: readonly Shape[]): Finding[] {
  const [one, two] = args.map((arg, at): Side => ({ arg, shape: shapes[at] as Shape }));
  if (helper.compares !== true || one === undefined || two === undefined) return [];
  const isEquality = helper.name === "eq" || helper.name === "ne";
  const found =
    truthAgainst(helper.name, one, two) ??
    truthAgainst(helper.name, two, one) ??
    (isEquality ? (neverEqual(one, two) ?? neverEqual(two, one)) : undefined);
  const { offset, length } = one.arg.kind === "literal" ? one.arg : two.arg;
  return found === undefined ? [] : [{ ...found, offset, length }];
}

/** True and false are compared with each other alone. */
function truthAgainst(name: string, truth: Side, { arg, shape }: Side): Verdict | undefined {
  if (truth.shape.kind !== "boolean" || (shape.kind !== "text" && shape.kind !== "number"))
    return undefined;
  const isWord = arg.kind === "literal" && /^(?:true|false)$/i.test(String(arg.value));
  return {
    rule: "wrong-template-type",
    severity: "error",
    message: `${name} can't compare true or false with ${nameOfShape(shape)}`,
    hint: isWord
      ? `write ${String(arg.value).toLowerCase()} without quotes`
      : "compare two values of one type; (parse_boolean …) reads text that says yes or no",
  };
}

/** A literal that the other side never is. */
function neverEqual({ arg, shape }: Side, { arg: other }: Side): Verdict | undefined {
  if (other.kind !== "literal" || arg.kind === "literal") return undefined;
  if (typeof other.value !== "string" && typeof other.value !== "number") return undefined;
  const text = canonical(String(other.value));
  const choices = shape.kind === "text" || shape.kind === "number" ? shape.choices : undefined;
  const isNumber = shape.kind === "number" || typeof other.value === "number";
  if (choices?.some((one) => one === text || (isNumber && Number(one) === Number(text))))
    return undefined;
  const value = writeExpression(arg);
  if (choices === undefined) return wrongCase(arg, text, value);
  const near =
    choices.find((one) => one.toLowerCase() === text.toLowerCase()) ?? nearestName(text, choices);
  return {
    rule: "never-equal",
    severity: "error",
    message: `${value} is one of ${choices.join(", ")}: it is never "${text}"`,
    hint: near === undefined ? "compare it with one of these" : `did you mean '${near}'?`,
  };
}

/** Capitals that are looked for in what `lower` gives, and the other way round. */
function wrongCase(arg: Expression, text: string, value: string): Verdict | undefined {
  const name = arg.kind === "call" ? arg.helper.name : "";
  if (name !== "lower" && name !== "upper") return undefined;
  const meant = name === "lower" ? text.toLowerCase() : text.toUpperCase();
  if (meant === text) return undefined;
  return {
    rule: "never-equal",
    severity: "error",
    message: `${value} has ${name === "lower" ? "small" : "capital"} letters alone: it is never "${text}"`,
    hint: `did you mean '${meant}'?`,
  };
}
