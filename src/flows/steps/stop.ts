import type { StopStep } from "../compiled-flow.ts";
import { type StepPart, type StepSite, templatesAt } from "./step-site.ts";

/** Compiles a `stop`. */
export function compileStop(site: StepSite): StepPart<StopStep> {
  const { status = "succeeded", reason } = site.node.step.stop ?? {};
  return {
    status,
    reason: reason === undefined ? undefined : templatesAt(site, ["stop", "reason"], reason),
  };
}
