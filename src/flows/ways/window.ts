/**
 * Follows the waits on the ways through a flow, up to the steps that a platform only lets send within a
 * time of the customer's own message.
 */
import type { YamlDocument } from "../../documents/yaml-document.ts";
import type { Problem } from "../../errors.ts";
import type { Flow } from "../../generated/flow.ts";
import type { MessageWindow } from "../../platforms/checks.ts";
import { platformOfName } from "../../platforms/installed.ts";
import { type SourceTree, type StepList, type StepNode, sourceTree } from "../source-tree.ts";
import { hasCondition, problemAtStep } from "./report.ts";
import { literalMs } from "./times.ts";
import { endsRun } from "./unreachable.ts";

const HOUR_MS = 3_600_000;

/** How long a run has waited, in milliseconds: at least, and at most as far as is known. */
interface Waited {
  readonly least: number;
  readonly most: number;
}

/** Warns of messages that are sent when the window may be over, and a tag does not help them out. */
export function checkWindow(document: YamlDocument, flow: Flow, tree: SourceTree): Problem[] {
  const bySchedule = flow.on?.schedule !== undefined && flow.on.webhook === undefined;
  const problems: Problem[] = [];
  const warn = (node: StepNode, message: string, hint: string) =>
    problems.push(problemAtStep(document, node, "outside-window", message, hint));
  follow(tree.steps, { least: 0, most: 0 }, (node, waited) => {
    const window = windowOf(node);
    if (window === undefined) return;
    const { uses = "", with: input } = node.step;
    const message =
      windowMistake(window, waited) ?? (bySchedule ? window.bySchedule(uses, input) : undefined);
    if (message === undefined || isCaught(node) || comesTooLate(node, window)) return;
    const hint = `catch outside_window, and reach the customer on another channel there, or ask for a message while the window is open: ${window.page}`;
    warn(node, message, hint);
  });
  for (const node of tree.all) {
    const window = windowOf(node);
    if (window !== undefined && comesTooLate(node, window))
      warn(
        node,
        `this runs because the window of this customer is closed: ${window.refusal}`,
        `reach the customer on another channel here: ${window.page}`,
      );
  }
  return problems;
}

/**
 * The shortest time in which all messages of a flow go through, in milliseconds; undefined: any.
 * @param without ids of steps at its top whose messages don't count
 */
export function shortestWindow(
  flow: Flow,
  without: ReadonlySet<string> = new Set(),
): number | undefined {
  const windows = sourceTree(flow).all.flatMap((node) =>
    isCaught(node) || without.has(topOf(node).id) ? [] : (windowOf(node)?.ms ?? []),
  );
  return windows.length === 0 ? undefined : Math.min(...windows);
}

function topOf(node: StepNode): StepNode {
  const { parent } = node.list;
  return parent === undefined ? node : topOf(parent);
}

/** The window that has to be open for what a step sends; undefined when none has to. */
function windowOf({ kind, step: { uses = "", with: input } }: StepNode): MessageWindow | undefined {
  const window = kind === "uses" ? platformOfName(uses)?.checks?.window : undefined;
  return window?.needs(uses, input) === true ? window : undefined;
}

function windowMistake({ ms, rule }: MessageWindow, { least, most }: Waited): string | undefined {
  if (least >= ms)
    return `the waits before this step take ${Math.floor(least / HOUR_MS)} hours: ${rule}`;
  if (most === Number.POSITIVE_INFINITY)
    return `the callback before this step may come after any time: ${rule}`;
  return most > ms
    ? `the waits before this step may take ${Math.floor(most / HOUR_MS)} hours: ${rule}`
    : undefined;
}

/** Whether a step sends again, to the same customer, what another could not: the window is closed. */
function comesTooLate({ step, list }: StepNode, { recipient }: MessageWindow): boolean {
  const failed = list.kind === "catch" ? list.parent?.step : undefined;
  const reasons = failed?.catch?.[Number(list.name)]?.reasons;
  const isClosed = reasons?.length === 1 && reasons[0] === "outside_window";
  const one = recipient(failed?.with);
  return isClosed && one !== undefined && one === recipient(step.with);
}

function isCaught({ step }: StepNode): boolean {
  const entries = step.catch ?? [];
  return (
    step.continue_on_error === true ||
    entries.some(({ reasons }) => reasons === undefined || reasons.includes("outside_window"))
  );
}

type See = (node: StepNode, waited: Waited) => void;

/** @returns what a run has waited behind the list; undefined when no way leads there */
function follow(list: StepList, from: Waited, see: See): Waited | undefined {
  let waited = from;
  for (const node of list.nodes) {
    const after = afterStep(node, waited, see);
    if (after === undefined && !hasCondition(node)) return undefined;
    waited = hasCondition(node) ? (either([waited, after]) ?? waited) : (after ?? waited);
  }
  return waited;
}

function afterStep(node: StepNode, waited: Waited, see: See): Waited | undefined {
  see(node, waited);
  const through = throughStep(node, waited, see);
  const caught = node.inner
    .filter(({ kind }) => kind === "catch")
    .map((list) => follow(list, { ...(through ?? waited), least: waited.least }, see));
  return either([through, ...caught]);
}

function throughStep(node: StepNode, waited: Waited, see: See): Waited | undefined {
  const lists = node.inner.filter(({ kind }) => kind !== "catch");
  switch (node.kind) {
    case "stop":
      return endsRun(node) ? undefined : waited;
    case "wait":
      return afterWait(node, waited, see);
    case "parallel": {
      const ways = lists
        .map((list) => follow(list, waited, see))
        .filter((one) => one !== undefined);
      const most = Math.max(waited.most, ...ways.map((one) => one.most));
      return { least: Math.max(waited.least, ...ways.map((one) => one.least)), most };
    }
    case "switch": {
      const ways = lists.map((list) => follow(list, waited, see));
      return either(node.step.default === undefined ? [waited, ...ways] : ways);
    }
    case "for_each":
      return either([waited, ...lists.map((list) => follow(list, waited, see))]);
    case "uses":
    case "call":
    case "respond":
    case "set":
    case undefined:
      return waited;
  }
}

function afterWait({ step, inner }: StepNode, waited: Waited, see: See): Waited | undefined {
  const { least, most } = waited;
  const known = literalMs(step.wait?.for);
  if (known !== undefined) return { least: least + known, most: most + known };
  const callback = step.wait?.webhook;
  if (callback === undefined) return waited;
  const timeout = literalMs(callback.timeout) ?? Number.POSITIVE_INFINITY;
  const called = { least, most: most + timeout };
  const late = inner
    .filter(({ kind }) => kind === "on_timeout")
    .map((list) => follow(list, { least: least + timeout, most: most + timeout }, see));
  return either([called, ...late]);
}

function either(ways: readonly (Waited | undefined)[]): Waited | undefined {
  const open = ways.filter((one) => one !== undefined);
  if (open.length === 0) return undefined;
  return {
    least: Math.min(...open.map((one) => one.least)),
    most: Math.max(...open.map((one) => one.most)),
  };
}
