import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Step } from "../../generated/flow.ts";
import type { SwitchStep } from "../compiled-flow.ts";
import { afterWays, type KnownNames, setInAll, withVars } from "../known-names.ts";
import type { CompiledKind, StepCompiler } from "../step-compiler.ts";

/** `switch`: one of several lists of steps. */
export function compileSwitch(
  compiler: StepCompiler,
  step: Step,
  path: ValuePath,
  known: KnownNames,
): CompiledKind<SwitchStep> {
  const subject = compiler.templates(step, [...path, "switch"], step.switch, known);
  const cases = Object.entries(step.cases ?? {}).map(
    ([name, steps]) => [name, compiler.list(steps, [...path, "cases", name], known)] as const,
  );
  const otherwise = compiler.list(step.default ?? [], [...path, "default"], known);
  const ways = [...cases.map(([, list]) => list.known), otherwise.known];
  const after = afterWays(known, ways, { steps: "branch", vars: "branch" });
  return {
    known: withVars(after, setInAll(ways), "sure"),
    step: {
      subject,
      cases: new Map(cases.map(([name, { steps }]) => [name, steps])),
      otherwise: otherwise.steps,
    },
  };
}
