import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Step } from "../../generated/flow.ts";
import type { StopStep } from "../compiled-flow.ts";
import { type KnownNames, withoutSecrets } from "../known-names.ts";
import type { CompiledKind, StepCompiler } from "../step-compiler.ts";

/** `stop`: the end of the run. */
export function compileStop(
  compiler: StepCompiler,
  step: Step,
  path: ValuePath,
  known: KnownNames,
): CompiledKind<StopStep> {
  const { status = "succeeded", reason } = step.stop ?? {};
  const at = [...path, "stop", "reason"];
  return {
    known,
    step: {
      status,
      reason:
        reason === undefined
          ? undefined
          : compiler.templates(step, at, reason, withoutSecrets(known)),
    },
  };
}
