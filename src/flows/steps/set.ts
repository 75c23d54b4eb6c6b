import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Step } from "../../generated/flow.ts";
import type { SetStep } from "../compiled-flow.ts";
import { type KnownNames, withoutSecrets, withVars } from "../known-names.ts";
import type { CompiledKind, StepCompiler } from "../step-compiler.ts";

/** `set`: values into vars. */
export function compileSet(
  compiler: StepCompiler,
  step: Step,
  path: ValuePath,
  known: KnownNames,
): CompiledKind<SetStep> {
  const at = [...path, "set"];
  const values = compiler.templates(step, at, step.set ?? {}, withoutSecrets(known), "vars");
  return { known: withVars(known, Object.keys(step.set ?? {}), "sure"), step: { values } };
}
