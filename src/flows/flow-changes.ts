/** What has changed between two texts of a flow, for whoever is about to run the newer one. */
import { isDeepStrictEqual } from "node:util";
import type { Flow, Step } from "../generated/flow.ts";
import type { FlowSource } from "./compiled-flow.ts";
import { parseFlow } from "./parse-flow.ts";
import { sourceTree } from "./source-tree.ts";

/** Ids of steps, in the order of the texts; a step with steps in it changes with them. */
export interface FlowChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  /** Keys beside the steps, such as `on` and `vars`. */
  readonly keys: readonly string[];
  /** In the unified format; undefined when the texts have too little in common. */
  readonly diff: string | undefined;
}

/** Lines around a change, and how different texts may be: bounds the work. */
const DIFF = { context: 2, maxEditLength: 500 };

/** Compares two texts; of one that can't be read any more only the diff is known. */
export async function flowChanges(before: FlowSource, now: FlowSource): Promise<FlowChanges> {
  const [old, current] = [parseFlow(before).flow, parseFlow(now).flow];
  const { createTwoFilesPatch } = await import("diff");
  const diff = createTwoFilesPatch(before.file, now.file, before.text, now.text, "", "", DIFF);
  if (old === undefined || current === undefined)
    return { added: [], removed: [], changed: [], keys: [], diff };
  const [oldSteps, newSteps] = [stepsById(old), stepsById(current)];
  return {
    added: [...newSteps.keys()].filter((id) => !oldSteps.has(id)),
    removed: [...oldSteps.keys()].filter((id) => !newSteps.has(id)),
    changed: [...newSteps]
      .filter(([id, step]) => oldSteps.has(id) && !isDeepStrictEqual(oldSteps.get(id), step))
      .map(([id]) => id),
    keys: changedKeys(old, current),
    diff,
  };
}

function stepsById(flow: Flow): Map<string, Step> {
  return new Map(sourceTree(flow).all.map(({ id, step }) => [id, step]));
}

function changedKeys(old: Flow, current: Flow): string[] {
  const [one, two] = [besideSteps(old), besideSteps(current)];
  return [...new Set([...Object.keys(one), ...Object.keys(two)])].filter(
    (key) => !isDeepStrictEqual(one[key], two[key]),
  );
}

function besideSteps(flow: Flow): Record<string, unknown> {
  const { steps: _steps, on_failure: _onFailure, ...rest } = flow;
  return rest;
}
