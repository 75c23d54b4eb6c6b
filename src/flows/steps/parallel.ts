import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Step } from "../../generated/flow.ts";
import type { ParallelStep } from "../compiled-flow.ts";
import { afterWays, type KnownNames } from "../known-names.ts";
import type { CompiledKind, StepCompiler } from "../step-compiler.ts";
import { branchesOf } from "../step-ids.ts";

/** `parallel`: several lists of steps, side by side. */
export function compileParallel(
  compiler: StepCompiler,
  step: Step,
  path: ValuePath,
  known: KnownNames,
): CompiledKind<ParallelStep> {
  const entries = Object.entries(step.parallel ?? {});
  const branches = entries.map(([name, steps]) => {
    const others = entries.filter(([other]) => other !== name).flatMap(([, list]) => list);
    const inside = withAside(known, idsIn(compiler, others));
    return [name, compiler.list(steps, [...path, "parallel", name], inside)] as const;
  });
  const ways = branches.map(([, list]) => withoutAside(list.known));
  return {
    known: afterWays(known, ways, { steps: "sure", vars: "copy" }),
    step: { branches: new Map(branches.map(([name, { steps }]) => [name, steps])) },
  };
}

function idsIn(compiler: StepCompiler, steps: readonly Step[]): string[] {
  return steps.flatMap((step) => [
    compiler.idOf(step),
    ...branchesOf(step).flatMap((branch) => idsIn(compiler, branch.steps)),
  ]);
}

function withAside(known: KnownNames, ids: readonly string[]): KnownNames {
  const aside = ids.map((id) => [id, "aside"] as const);
  return { ...known, steps: new Map([...known.steps, ...aside]) };
}

function withoutAside(known: KnownNames): KnownNames {
  return { ...known, steps: new Map([...known.steps].filter(([, reach]) => reach !== "aside")) };
}
