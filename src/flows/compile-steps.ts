import { durationMs } from "../documents/duration.ts";
import type { FailureReason } from "../errors.ts";
import type { StepKind } from "../journal/records.ts";
import type { CompiledCatch, CompiledStep } from "./compiled-flow.ts";
import { problemAt } from "./parse-flow.ts";
import { innerLists, type SourceTree, type StepList, type StepNode } from "./source-tree.ts";
import { compileCall } from "./steps/call.ts";
import { compileForEach } from "./steps/for-each.ts";
import { compileParallel } from "./steps/parallel.ts";
import { compileRespond } from "./steps/respond.ts";
import { compileSet } from "./steps/set.ts";
import { type FlowSite, type StepPart, type StepSite, templatesAt } from "./steps/step-site.ts";
import { compileStop } from "./steps/stop.ts";
import { compileSwitch } from "./steps/switch.ts";
import { compileUses } from "./steps/uses.ts";
import { compileWait } from "./steps/wait.ts";

type Compile<Kind extends StepKind> = (
  site: StepSite,
) => StepPart<Extract<CompiledStep, { kind: Kind }>> | undefined;

/** What compiles the part that is particular to a kind; undefined: a problem has been reported. */
const KINDS: { readonly [Kind in StepKind]: Compile<Kind> } = {
  uses: compileUses,
  switch: compileSwitch,
  for_each: compileForEach,
  parallel: compileParallel,
  wait: compileWait,
  call: compileCall,
  respond: compileRespond,
  set: compileSet,
  stop: compileStop,
};

/** Compiles a list of steps with all that is in them; what is wrong goes to the site's problems. */
export function compileSteps(
  site: FlowSite,
  list: StepList,
  roots: ReadonlySet<string>,
): CompiledStep[] {
  return list.nodes
    .map((node) => compileStep(site, node, roots))
    .filter((step) => step !== undefined);
}

function compileStep(
  flow: FlowSite,
  node: StepNode,
  roots: ReadonlySet<string>,
): CompiledStep | undefined {
  const { step, kind, id } = node;
  const site: StepSite = {
    ...flow,
    node,
    roots,
    list: (list, more) =>
      compileSteps(flow, list, more === undefined ? roots : new Set([...roots, ...more])),
  };
  const condition =
    step.if === undefined ? undefined : templatesAt(site, ["if"], step.if, { secrets: true });
  const part = kind && KINDS[kind](site);
  const catches = compileCatches(site);
  if (kind === undefined || part === undefined) return undefined;
  const at = [...node.path, kind];
  const { document } = flow;
  const base = {
    kind,
    id,
    condition,
    catches,
    continueOnError: step.continue_on_error ?? false,
    timeoutMs: step.timeout === undefined ? undefined : durationMs(step.timeout),
    where: (kind === "uses" ? document.spanOf(at) : document.keySpanOf(at)).where,
  };
  // That kind and part belong together is what the type of KINDS says.
  return { ...base, ...part } as CompiledStep;
}

function compileCatches(site: StepSite): CompiledCatch[] {
  return innerLists(site.node, "catch").map((list) => {
    const reasons = site.node.step.catch?.[Number(list.name)]?.reasons;
    return {
      reasons: reasons && new Set<FailureReason>(reasons),
      steps: site.list(list, ["error"]),
    };
  });
}

/** Reports ids that two steps have, wherever they stand in the flow. */
export function checkIds({ document, problems }: FlowSite, { all }: SourceTree): void {
  const seen = new Set<string>();
  for (const { id, step, path } of all) {
    if (seen.has(id))
      problems.push(
        problemAt(
          document,
          step.id === undefined ? path : [...path, "id"],
          "duplicate-step-id",
          `two steps have the id "${id}"`,
          "give one of them another id",
        ),
      );
    seen.add(id);
  }
}
