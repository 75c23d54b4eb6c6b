/** From a record's path to the step of the flow's text. */
import type { RunFlow, StepNode } from "../../../../src/generated/admin-api.ts";

/** @returns undefined when the text has no such step */
export function nodeOf(
  flow: Pick<RunFlow, "tree" | "on_failure"> | undefined,
  path: string,
): StepNode | undefined {
  const parts = path.split("/");
  if (parts[0] === "on_failure") return nodeIn(flow?.on_failure ?? [], parts.slice(1));
  return nodeIn(flow?.tree ?? [], parts);
}

function nodeIn(nodes: readonly StepNode[], [id, key, ...rest]: string[]): StepNode | undefined {
  const node = nodes.find((one) => one.id === id);
  if (node === undefined || key === undefined) return node;
  for (const branch of node.branches) {
    if (branch.kind !== "entry" && branch.key !== key) continue;
    const found = nodeIn(branch.steps, rest);
    if (found !== undefined) return found;
  }
  return undefined;
}
