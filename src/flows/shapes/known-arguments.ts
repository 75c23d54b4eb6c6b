/** Values that are known before anything runs, literals and samples, as arguments of helpers. */
import { Doubtful } from "../../templates/failure.ts";
import type { ArgumentType } from "../../templates/helpers/helper.ts";
import { misfit } from "../../templates/helpers/misfit.ts";
import { readBoolean } from "../../templates/helpers/read-boolean.ts";
import type { Expression } from "../../templates/outline.ts";
import { writeExpression } from "./calls.ts";
import type { Shape } from "./shape.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** Why an argument will be refused. */
export interface RefusedArgument {
  readonly message: string;
  readonly hint: string;
}

/**
 * Why a call will refuse an argument whose kind is right. Of a sample only what one might have read
 * otherwise is told: what is no number at all may stand there for deliveries of another kind.
 */
export function refusalOf(
  call: Call,
  shapes: readonly Shape[],
  at: number,
): RefusedArgument | undefined {
  const { helper, args } = call;
  const [arg, shape] = [args[at], shapes[at]];
  if (arg === undefined || shape === undefined) return undefined;
  const failure = samplesOf(shape)
    .map((value) => misfit(typeAt(call, shapes, at), value))
    .find((one) => one !== undefined && (arg.kind === "literal" || one instanceof Doubtful));
  if (failure === undefined) return undefined;
  const where = arg.kind === "literal" ? "" : ` in ${writeExpression(arg)}`;
  return {
    message: `${helper.name} ${failure.message}${where}`,
    hint: failure.hint ?? `usage: ${helper.name} ${helper.usage}`,
  };
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
