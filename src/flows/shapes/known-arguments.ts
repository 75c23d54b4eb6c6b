/** Values that are known before anything runs, literals and samples, as arguments of helpers. */
import { Doubtful, HelperFailure } from "../../templates/failure.ts";
import type { ArgumentType, Helper } from "../../templates/helpers/helper.ts";
import { misfit } from "../../templates/helpers/misfit.ts";
import { readBoolean } from "../../templates/helpers/read-boolean.ts";
import type { Expression } from "../../templates/outline.ts";
import { writeExpression } from "./calls.ts";
import type { Verdict } from "./finding.ts";
import type { Shape } from "./shape.ts";

type Call = Extract<Expression, { kind: "call" }>;

/**
 * Why a call will refuse an argument whose kind is right. A sample of which one might have read
 * otherwise is an error; samples that are of no use at all are a warning, for they may stand there for
 * deliveries of another kind.
 */
export function refusalOf(call: Call, shapes: readonly Shape[], at: number): Verdict | undefined {
  const { helper, args } = call;
  const [arg, shape] = [args[at], shapes[at]];
  if (arg === undefined || shape === undefined) return undefined;
  const samples = samplesOf(shape);
  const failures = samples
    .map((value) => misfit(typeAt(call, shapes, at), value) ?? noPhone(helper, at, value))
    .filter((one) => one !== undefined);
  const failure =
    failures.find((one) => arg.kind === "literal" || one instanceof Doubtful) ?? failures[0];
  if (failure === undefined) return undefined;
  const isSure = arg.kind === "literal" || failure instanceof Doubtful;
  const isSample = shape.kind === "text" && failures.length === samples.length;
  if (!isSure && (!isSample || samples.some(comesFromOutside))) return undefined;
  const where = arg.kind === "literal" ? "" : ` in ${writeExpression(arg)}`;
  return {
    rule: isSure ? "wrong-template-type" : "sample-misfit",
    severity: isSure ? "error" : "warning",
    message: `${helper.name} ${failure.message}${where}`,
    hint: failure.hint ?? `usage: ${helper.name} ${helper.usage}`,
  };
}

/** A sample may have a stand-in for a number, which has digits, too. */
function noPhone({ name }: Helper, at: number, value: unknown): HelperFailure | undefined {
  const isWord = name === "phone" && at === 0 && !/\d/.test(String(value));
  return isWord
    ? new HelperFailure("needs a telephone number, got text without digits")
    : undefined;
}

/** Stands for what the environment or a file will have. */
function comesFromOutside(value: string | number): boolean {
  return /^(?:env|file):/.test(String(value));
}

/** Texts that are compared with a number are read as numbers, and a locale says how to read one. */
function typeAt({ helper, args }: Call, shapes: readonly Shape[], at: number): ArgumentType {
  if (helper.compares === true)
    return shapes.some(({ kind }, other) => other !== at && kind === "number") ? "number" : "any";
  const type = helper.takes[Math.min(at, helper.takes.length - 1)] ?? "any";
  return type === "amount" && args.length > 1 ? "any" : type;
}

function samplesOf(shape: Shape): readonly (string | number)[] {
  if (shape.kind === "either") return shape.of.flatMap(samplesOf);
  return shape.kind === "text" || shape.kind === "number" ? (shape.samples ?? []) : [];
}

/** A sample of text that says yes or no, as forms and variables of the environment do. */
export function truthWord(shape: Shape): string | undefined {
  if (shape.kind !== "text") return undefined;
  return shape.samples?.map(String).find((text) => readBoolean(text) !== undefined);
}
