/** The tree of a flow's steps with what a run did of them. */
import type { Step, StepNode } from "../../../../src/generated/admin-api.ts";

type Branch = StepNode["branches"][number];

/** A step of the flow at one place: inside of a loop, that of the entry that is looked at. */
export interface GraphNode {
  readonly node: StepNode;
  /** The path of its record. */
  readonly path: string;
  /** undefined: it was not begun. */
  readonly record: Step | undefined;
  readonly branches: readonly GraphBranch[];
  /** The entries of a loop that were begun, in order. */
  readonly entries: readonly Entry[];
  /** Which of them is looked at. */
  readonly entry: number | undefined;
}

interface GraphBranch {
  readonly branch: Branch;
  /** Whether the run went into it. */
  readonly isTaken: boolean;
  /** Whether the run can't go into it any more. */
  readonly isPassed: boolean;
  readonly nodes: readonly GraphNode[];
}

/** One entry of a loop's list. */
export interface Entry {
  readonly at: number;
  /** The state that says most: failed before running before waiting before the others. */
  readonly status: Step["status"];
}

/** The records of a run, found by path; made once for many looks. */
export interface Records {
  readonly byPath: ReadonlyMap<string, Step>;
  /** By the path of a loop, the entries that were begun. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** Whether the run has ended: nothing comes any more. */
  readonly isOver: boolean;
}

/** What says most of a list of states, the first one. */
const TELLING: readonly Step["status"][] = [
  "failed",
  "running",
  "waiting",
  "queued",
  "cancelled",
  "succeeded",
  "skipped",
];

const PLACE = /^\d+$/;

/** @param steps a run's records. @param isOver whether it has ended */
export function recordsOf(steps: readonly Step[], isOver: boolean): Records {
  const loops = new Map<string, Map<number, Step["status"]>>();
  for (const { path, status } of steps) {
    const parts = path.split("/");
    for (const [at, part] of parts.entries()) {
      if (!PLACE.test(part)) continue;
      const loop = parts.slice(0, at).join("/");
      const entries = loops.get(loop) ?? new Map<number, Step["status"]>();
      loops.set(loop, entries);
      entries.set(Number(part), moreTelling(entries.get(Number(part)), status));
    }
  }
  return {
    byPath: new Map(steps.map((step) => [step.path, step])),
    entries: new Map([...loops].map(([loop, entries]) => [loop, inOrder(entries)])),
    isOver,
  };
}

function inOrder(entries: ReadonlyMap<number, Step["status"]>): Entry[] {
  return [...entries].map(([at, status]) => ({ at, status })).toSorted((a, b) => a.at - b.at);
}

function moreTelling(a: Step["status"] | undefined, b: Step["status"]): Step["status"] {
  return a !== undefined && TELLING.indexOf(a) < TELLING.indexOf(b) ? a : b;
}

/**
 * Lays records over a list of steps.
 * @param chosen by the path of a loop, the entry to look at; else the first that failed, or the last one
 * @param prefix path of the step or branch that the list is in
 */
export function graphOf(
  nodes: readonly StepNode[],
  records: Records,
  chosen: Readonly<Record<string, number>> = {},
  prefix = "",
): GraphNode[] {
  return nodes.map((node) => {
    const path = within(prefix, node.id);
    const record = records.byPath.get(path);
    const entries = node.kind === "for_each" ? (records.entries.get(path) ?? []) : [];
    const entry = chosen[path] ?? toLookAt(entries);
    const lanes = node.branches.map((branch) => {
      const key = branch.kind === "entry" ? String(entry ?? "*") : branch.key;
      const inner = graphOf(branch.steps, records, chosen, within(path, key));
      return { branch, isTaken: isTaken(branch, record, inner), nodes: inner };
    });
    const isDecided = records.isOver || hasEnded(record);
    const isOneTaken = lanes.some((lane) => lane.isTaken);
    const branches = lanes.map((lane) => ({
      ...lane,
      isPassed: !lane.isTaken && (isDecided || (isOneTaken && EITHER.has(lane.branch.kind))),
    }));
    return { node, path, record, branches, entries, entry };
  });
}

/** Of these a run takes one alone. */
const EITHER: ReadonlySet<Branch["kind"]> = new Set(["case", "default", "catch"]);

function hasEnded(record: Step | undefined): boolean {
  return record !== undefined && !["queued", "running", "waiting"].includes(record.status);
}

/** Of two entries of `catch`, which have one path, the ids of the steps tell which was taken. */
function isTaken({ kind, key }: Branch, record: Step | undefined, inner: readonly GraphNode[]) {
  return inner.some(isBegun) || (kind === "case" && record?.chosen === key);
}

function isBegun({ record }: GraphNode): boolean {
  return record !== undefined;
}

function toLookAt(entries: readonly Entry[]): number | undefined {
  return (entries.find(({ status }) => status === "failed") ?? entries.at(-1))?.at;
}

function within(prefix: string, part: string): string {
  return prefix === "" ? part : `${prefix}/${part}`;
}

/** By the paths of the loops around a record, the entries that it is of: what to choose to see it. */
export function entriesAround(path: string): Record<string, number> {
  const parts = path.split("/");
  const chosen: Record<string, number> = {};
  for (const [at, part] of parts.entries())
    if (PLACE.test(part)) chosen[parts.slice(0, at).join("/")] = Number(part);
  return chosen;
}
