import type { CallStep } from "../compiled-flow.ts";
import { type StepPart, type StepSite, templatesAt } from "./step-site.ts";

/** Compiles a `call`; whether the other flow is there, the whole set shows. */
export function compileCall(site: StepSite): StepPart<CallStep> {
  const { call = "", with: input } = site.node.step;
  return { flow: call, input: templatesAt(site, ["with"], input ?? {}) };
}
