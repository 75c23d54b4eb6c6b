import type { ParallelStep } from "../compiled-flow.ts";
import { innerLists } from "../source-tree.ts";
import type { StepPart, StepSite } from "./step-site.ts";

/** Compiles the branches of `parallel`. */
export function compileParallel(site: StepSite): StepPart<ParallelStep> {
  const branches = innerLists(site.node, "branch");
  return { branches: new Map(branches.map((list) => [list.name, site.list(list)])) };
}
