import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Step } from "../../generated/flow.ts";
import type { CallStep } from "../compiled-flow.ts";
import { type KnownNames, withoutSecrets } from "../known-names.ts";
import type { CompiledKind, StepCompiler } from "../step-compiler.ts";

/** `call`: another flow; whether it is there, and what it needs, only the whole set tells. */
export function compileCall(
  compiler: StepCompiler,
  step: Step,
  path: ValuePath,
  known: KnownNames,
): CompiledKind<CallStep> {
  const at = [...path, "with"];
  const input = compiler.templates(step, at, step.with ?? {}, withoutSecrets(known), "input");
  return { known, step: { flow: step.call ?? "", input } };
}
