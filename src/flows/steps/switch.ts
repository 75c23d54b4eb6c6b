import type { SwitchStep } from "../compiled-flow.ts";
import { innerLists } from "../source-tree.ts";
import { onlyList, type StepPart, type StepSite, templatesAt } from "./step-site.ts";

/** Compiles `switch`, `cases` and `default`. */
export function compileSwitch(site: StepSite): StepPart<SwitchStep> {
  return {
    subject: templatesAt(site, ["switch"], site.node.step.switch, { secrets: true }),
    cases: new Map(innerLists(site.node, "case").map((list) => [list.name, site.list(list)])),
    otherwise: onlyList(site, "default"),
  };
}
