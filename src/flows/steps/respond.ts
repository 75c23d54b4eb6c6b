import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Step } from "../../generated/flow.ts";
import { checkAnswer } from "../answer.ts";
import { checkLiterals } from "../check-literals.ts";
import type { RespondStep } from "../compiled-flow.ts";
import { type KnownNames, withoutSecrets } from "../known-names.ts";
import type { CompiledKind, StepCompiler } from "../step-compiler.ts";

/** `respond`: what the waiting webhook answers. */
export function compileRespond(
  compiler: StepCompiler,
  step: Step,
  path: ValuePath,
  known: KnownNames,
): CompiledKind<RespondStep> {
  const at = [...path, "respond"];
  const { respond = {} } = step;
  checkLiterals(compiler, [...at, "body"], respond.body, checkAnswer);
  const whole = { status: 200, headers: {}, body: {}, ...respond };
  const response = compiler.templates(step, at, whole, withoutSecrets(known));
  return { known, step: { response, checkAnswer } };
}
