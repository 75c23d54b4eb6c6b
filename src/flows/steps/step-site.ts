import type { ValuePath, YamlDocument } from "../../documents/yaml-document.ts";
import type { Problem } from "../../errors.ts";
import type { Flow } from "../../generated/flow.ts";
import type { TreeTemplate } from "../../templates/tree.ts";
import { compileTemplates } from "../compile-templates.ts";
import type { CompiledStep, FlowSurroundings } from "../compiled-flow.ts";
import { problemAt } from "../parse-flow.ts";
import type { ListKind, StepList, StepNode } from "../source-tree.ts";

/** A flow that is being compiled; what is wrong with it goes to `problems`. */
export interface FlowSite {
  readonly document: YamlDocument;
  readonly flow: Flow;
  readonly surroundings: FlowSurroundings;
  readonly problems: Problem[];
}

/** A step that is being compiled. */
export interface StepSite extends FlowSite {
  readonly node: StepNode;
  /** Names that its templates may begin with. */
  readonly roots: ReadonlySet<string>;
  /** Compiles a list of steps inside of it. @param more names that only those can read */
  readonly list: (list: StepList, more?: readonly string[]) => CompiledStep[];
}

/** What is particular to a kind of step. */
export type StepPart<Step extends CompiledStep> = Omit<
  Step,
  "kind" | "id" | "condition" | "catches" | "continueOnError" | "timeoutMs" | "where"
>;

/**
 * Compiles the templates in a value of a step.
 * @param keys from the step to the value
 * @param may what it can read besides: secrets only go where no record keeps what was made
 */
export function templatesAt(
  { document, node, roots, problems }: StepSite,
  keys: ValuePath,
  value: unknown,
  may: { readonly secrets: boolean } = { secrets: false },
): TreeTemplate {
  const names = may.secrets ? roots : new Set([...roots].filter((name) => name !== "secrets"));
  return compileTemplates(document, [...node.path, ...keys], value, names, problems);
}

/** Compiles the list of a step that is the only one of its kind; empty when there is none. */
export function onlyList(
  { node, list }: StepSite,
  kind: ListKind,
  more?: readonly string[],
): CompiledStep[] {
  const found = node.inner.find((one) => one.kind === kind);
  return found === undefined ? [] : list(found, more);
}

/** Reports a mistake at a value of a step. @param keys from the step to the value */
export function reportAt(
  { document, node, problems }: StepSite,
  keys: ValuePath,
  rule: string,
  message: string,
  hint: string,
): void {
  problems.push(problemAt(document, [...node.path, ...keys], rule, message, hint));
}
