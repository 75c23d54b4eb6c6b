import type { YamlDocument } from "../../documents/yaml-document.ts";
import type { Problem } from "../../errors.ts";
import type { SourceTree, StepList, StepNode } from "../source-tree.ts";
import { hasCondition, problemAtStep } from "./report.ts";

/** Warns of steps behind one that ends the run on every way: the first in each list. */
export function checkUnreachable(document: YamlDocument, tree: SourceTree): Problem[] {
  const lists = [tree.steps, tree.onFailure, ...tree.all.flatMap(({ inner }) => inner)];
  return lists.flatMap(({ nodes }) => {
    const end = nodes.findIndex(endsRun);
    const next = end < 0 ? undefined : nodes[end + 1];
    if (next === undefined) return [];
    const message = `this step never runs: step "${nodes[end]?.id ?? ""}" ends the run`;
    const hint = "move it up, or give the step that ends the run an if";
    return [problemAtStep(document, next, "unreachable-step", message, hint)];
  });
}

/** Whether no way leads past a step. */
export function endsRun(node: StepNode): boolean {
  return !hasCondition(node) && endsOnceBegun(node);
}

/** Whether no way leads past a step that is not skipped. */
export function endsOnceBegun(node: StepNode): boolean {
  if (node.inner.some(({ kind }) => kind === "catch")) return false;
  if (node.kind === "stop") return true;
  const ways = node.inner.filter(({ kind }) => kind === "case" || kind === "default");
  return node.kind === "switch" && node.step.default !== undefined && ways.every(endsOnEveryWay);
}

/**
 * Whether every way past a `switch` leads through one of its lists.
 * @param exhaustive `switch` steps of which a case always comes, without a default too
 */
export function isOnlyWay(list: StepList, exhaustive: ReadonlySet<StepNode>): boolean {
  const { kind, parent } = list;
  if (parent === undefined || (kind !== "case" && kind !== "default")) return false;
  if (parent.step.default === undefined && !exhaustive.has(parent)) return false;
  const ways = parent.inner.filter((one) => one.kind === "case" || one.kind === "default");
  return ways.every((way) => way === list || endsOnEveryWay(way));
}

function endsOnEveryWay({ nodes }: StepList): boolean {
  return nodes.some(endsRun);
}
