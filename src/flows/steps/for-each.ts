import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Step } from "../../generated/flow.ts";
import type { ForEachStep } from "../compiled-flow.ts";
import { afterWays, insideLoop, type KnownNames, withoutSecrets } from "../known-names.ts";
import type { CompiledKind, StepCompiler } from "../step-compiler.ts";

/** `for_each`: a list of steps, once for each entry of a list. */
export function compileForEach(
  compiler: StepCompiler,
  step: Step,
  path: ValuePath,
  known: KnownNames,
): CompiledKind<ForEachStep> {
  const { as = "item", index = "index", concurrency = 1 } = step;
  const at = [...path, "for_each"];
  const list = compiler.templates(step, at, step.for_each, withoutSecrets(known), "list");
  checkNames(compiler, path, step, known);
  const loop = { id: compiler.idOf(step), as, index };
  const inner = compiler.list(step.steps ?? [], [...path, "steps"], insideLoop(known, loop));
  const vars = concurrency === 1 ? "branch" : "copy";
  return {
    known: afterWays(known, [{ ...inner.known, loops: known.loops, roots: known.roots }], {
      steps: "loop",
      vars,
    }),
    step: { list, as, index, concurrency, steps: inner.steps },
  };
}

/** The names of a loop may hide those of a loop around it, but nothing else. */
function checkNames(
  compiler: StepCompiler,
  path: ValuePath,
  { as, index }: Step,
  { roots, loops }: KnownNames,
): void {
  const outer = new Set(loops.flatMap((loop) => [loop.as, loop.index]));
  const taken = [...roots, "error", "inputs", "trigger"].filter((name) => !outer.has(name));
  const hint = "take another name";
  for (const [key, name] of [["as", as] as const, ["index", index] as const])
    if (name !== undefined && taken.includes(name))
      compiler.report([...path, key], "taken-name", `"${name}" means something else already`, hint);
  if ((as ?? "item") !== (index ?? "index")) return;
  const key = as === undefined ? "index" : "as";
  compiler.report([...path, key], "taken-name", "as and index have one name", hint);
}
