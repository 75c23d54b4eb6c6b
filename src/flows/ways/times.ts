import { durationMs, isDuration } from "../../documents/duration.ts";
import type { YamlDocument } from "../../documents/yaml-document.ts";
import type { Problem } from "../../errors.ts";
import type { Flow } from "../../generated/flow.ts";
import type { StepNode } from "../source-tree.ts";
import { problemIn } from "./report.ts";

/** Most entries of a loop, unless ahaflow.yaml says otherwise (limits.loop_items). */
const MAX_ENTRIES = 10_000;

/** Warns of times of a step that are longer than the flow's, and of lists that are too long. */
export function checkTimes(document: YamlDocument, flow: Flow, node: StepNode): Problem[] {
  const { step } = node;
  const problems: Problem[] = [];
  const limit = flow.timeout === undefined ? undefined : literalMs(flow.timeout);
  const times = [
    [["timeout"], step.timeout],
    [["wait", "for"], step.wait?.for],
    [["wait", "webhook", "timeout"], step.wait?.webhook?.timeout],
  ] as const;
  for (const [keys, text] of times) {
    const ms = literalMs(text);
    if (ms === 0) problems.push(noTime(document, node, keys, `${text}`));
    if (ms === undefined || limit === undefined || ms <= limit) continue;
    const message = `${text} is longer than the flow's timeout, ${flow.timeout}: the run ends before`;
    const hint = "make this shorter, or the flow's timeout longer";
    problems.push(problemIn(document, node, keys, "long-timeout", message, hint));
  }
  const { for_each: list } = step;
  if (Array.isArray(list) && list.length > MAX_ENTRIES) {
    const message = `a list of ${list.length} entries; ${MAX_ENTRIES} are allowed, unless limits.loop_items in ahaflow.yaml says otherwise`;
    problems.push(problemIn(document, node, ["for_each"], "long-loop", message, "split the list"));
  }
  return problems;
}

function noTime(
  document: YamlDocument,
  node: StepNode,
  keys: readonly string[],
  text: string,
): Problem {
  const message = `${text} is no time at all${keys.at(-1) === "timeout" ? ": this always comes too late" : ""}`;
  const hint = "write how long it may take, such as 30s, or leave it out";
  return problemIn(document, node, keys, "no-time", message, hint);
}

/** Milliseconds of a length of time that stands in the file; undefined when nobody knows it yet. */
export function literalMs(text: string | undefined): number | undefined {
  return text !== undefined && isDuration(text) ? durationMs(text) : undefined;
}
