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
  if (hasCondition(node) || node.inner.some(({ kind }) => kind === "catch")) return false;
  if (node.kind === "stop") return true;
  const ways = node.inner.filter(({ kind }) => kind === "case" || kind === "default");
  return node.kind === "switch" && node.step.default !== undefined && ways.every(endsOnEveryWay);
}

function endsOnEveryWay({ nodes }: StepList): boolean {
  return nodes.some(endsRun);
}
