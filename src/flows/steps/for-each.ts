import { isOpaque } from "../compile-templates.ts";
import type { ForEachStep } from "../compiled-flow.ts";
import { onlyList, reportAt, type StepPart, type StepSite, templatesAt } from "./step-site.ts";

/** Names that mean something in templates already. */
const TAKEN: ReadonlySet<string> = new Set([
  "error",
  "flow",
  "inputs",
  "run",
  "secrets",
  "steps",
  "trigger",
  "vars",
]);
/** Words of the templates' own language. */
const WORDS: ReadonlySet<string> = new Set(["else", "false", "null", "this", "true", "undefined"]);

/** Whether a loop can't have this name for its entry: it means something in templates already. */
export function isTakenName(name: string): boolean {
  return TAKEN.has(name) || WORDS.has(name);
}

/** Compiles `for_each` and what goes with it. */
export function compileForEach(site: StepSite): StepPart<ForEachStep> {
  const { step } = site.node;
  const { as = "item", index = "index" } = step;
  for (const [key, name] of [
    ["as", as],
    ["index", index],
  ] as const)
    if (isTakenName(name))
      reportAt(
        site,
        [key],
        "taken-name",
        `"${name}" ${TAKEN.has(name) ? "is something else in templates" : "is a word of templates"}`,
        key === "as" ? "give the entry another name, for example item" : "give it another name",
      );
  if (as === index)
    reportAt(
      site,
      step.index === undefined ? ["as"] : ["index"],
      "taken-name",
      `the entry and its place are both called "${as}"`,
      "give one of them another name",
    );
  if (typeof step.for_each === "string" && !isOpaque(step.for_each))
    reportAt(
      site,
      ["for_each"],
      "wrong-type",
      "for_each has to be a list, or a template that makes one",
      `put it in a list: [${JSON.stringify(step.for_each)}]`,
    );
  return {
    list: templatesAt(site, ["for_each"], step.for_each),
    as,
    index,
    concurrency: step.concurrency ?? 1,
    steps: onlyList(site, "entry", [as, index]),
    output:
      step.output === undefined
        ? undefined
        : templatesAt(
            { ...site, roots: new Set([...site.roots, as, index]) },
            ["output"],
            step.output,
          ),
  };
}
