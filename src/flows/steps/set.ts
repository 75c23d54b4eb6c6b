import type { SetStep } from "../compiled-flow.ts";
import { type StepPart, type StepSite, templatesAt } from "./step-site.ts";

/** Compiles the values of a `set`. */
export function compileSet(site: StepSite): StepPart<SetStep> {
  return { values: templatesAt(site, ["set"], site.node.step.set) };
}
