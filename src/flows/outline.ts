/** A flow's text for people who look at runs: its steps, where their records stand, and on which lines. */
import type { StepNode as ShownStep } from "../generated/admin-api.ts";
import type { FlowSource } from "./compiled-flow.ts";
import { type ParsedFlow, parseFlow } from "./parse-flow.ts";
import { type StepList, type StepNode, sourceTree } from "./source-tree.ts";

/** The steps of a flow, nested as they are written. */
export interface Outline {
  readonly tree: ShownStep[];
  readonly on_failure: ShownStep[];
}

/** What stands in a path for every place in a list. */
const ANY_PLACE = "*";

/** Of a text that can't be read as a flow any more there is nothing to show. */
export function outline(source: FlowSource): Outline {
  const { document, flow } = parseFlow(source);
  if (flow === undefined) return { tree: [], on_failure: [] };
  const { steps, onFailure } = sourceTree(flow);
  return {
    tree: shownList(steps, "", document),
    on_failure: shownList(onFailure, "on_failure/", document),
  };
}

/** @param base what their paths begin with */
function shownList(list: StepList, base: string, document: ParsedFlow["document"]): ShownStep[] {
  return list.nodes.flatMap((node) => {
    const { id, step, kind } = node;
    // Only a text with mistakes has a step without a kind.
    if (kind === undefined) return [];
    const path = base + id;
    const { first, last } = document.linesOf(node.path);
    return {
      id,
      path,
      kind,
      uses: step.uses ?? step.call ?? null,
      label: step.name ?? null,
      if: step.if === undefined ? null : String(step.if),
      line: first,
      end_line: last,
      branches: node.inner.map((inner) => branch(inner, node, path, document)),
    };
  });
}

function branch(
  list: StepList,
  parent: StepNode,
  path: string,
  document: ParsedFlow["document"],
): ShownStep["branches"][number] {
  const key = keyOf(list);
  return {
    // Only the lists at the top are of the other kinds.
    kind: list.kind as ShownStep["branches"][number]["kind"],
    key,
    label: labelOf(list, parent),
    steps: shownList(list, `${path}/${key}/`, document),
  };
}

/** What the walk puts between the path of a step and those of the steps in it. */
function keyOf({ kind, name }: StepList): string {
  if (kind === "case") return encodeURIComponent(name);
  if (kind === "branch") return name;
  return kind === "entry" ? ANY_PLACE : kind;
}

function labelOf({ kind, name }: StepList, { step }: StepNode): string | null {
  if (kind === "case" || kind === "branch") return name;
  const reasons = kind === "catch" ? step.catch?.[Number(name)]?.reasons : undefined;
  return reasons?.join(", ") ?? null;
}
