/**
 * The steps of a flow as a tree: every list of steps, whatever leads to it, in one form. Here every
 * step gets its id; all else that looks at steps walks this tree.
 */
import type { ValuePath } from "../documents/yaml-document.ts";
import type { Flow, Step } from "../generated/flow.ts";
import type { StepKind } from "../journal/records.ts";

/** What leads to a list of steps. */
export type ListKind =
  | "steps"
  | "on_failure"
  | "case"
  | "default"
  | "entry"
  | "branch"
  | "on_timeout"
  | "catch";

/** Steps that are done one after another. */
export interface StepList {
  readonly kind: ListKind;
  /** Of a case or branch its name, of an entry of `catch` its place. */
  readonly name: string;
  /** The step that it belongs to. */
  readonly parent: StepNode | undefined;
  readonly nodes: readonly StepNode[];
}

/** One step, and where it stands. */
export interface StepNode {
  /** Its `id`, or one from its place; unique in a flow without problems. */
  readonly id: string;
  readonly step: Step;
  /** undefined where the schema has found none, or two. */
  readonly kind: StepKind | undefined;
  readonly path: ValuePath;
  readonly list: StepList;
  /** Its place in the list. */
  readonly index: number;
  readonly inner: readonly StepList[];
}

export interface SourceTree {
  readonly steps: StepList;
  readonly onFailure: StepList;
  /** Every step, in the order of the file's lists. */
  readonly all: readonly StepNode[];
}

/** The keys that make a step, in the order in which people read of them. */
const STEP_KINDS: readonly StepKind[] = [
  "uses",
  "switch",
  "for_each",
  "parallel",
  "wait",
  "call",
  "respond",
  "set",
  "stop",
];

/** Where a list stands, before its steps are read. */
interface ListPlace {
  readonly kind: ListKind;
  readonly name: string;
  readonly path: ValuePath;
  readonly steps: readonly Step[] | undefined;
  /** Steps without id are `<prefix>_<n>`, n counted from `first`. */
  readonly prefix: string;
  readonly first: number;
}

/** Builds the tree of a flow. */
export function sourceTree(flow: Flow): SourceTree {
  const all: StepNode[] = [];
  const read = (kind: "steps" | "on_failure", prefix: string) =>
    readList({ kind, name: "", path: [kind], steps: flow[kind], prefix, first: 1 }, undefined, all);
  return { steps: read("steps", "step"), onFailure: read("on_failure", "on_failure"), all };
}

/** A step, then all those inside of it. */
export function withInner(node: StepNode): StepNode[] {
  return [node, ...node.inner.flatMap((list) => list.nodes.flatMap(withInner))];
}

/** The lists of one kind inside of a step. */
export function innerLists(node: StepNode, kind: ListKind): StepList[] {
  return node.inner.filter((list) => list.kind === kind);
}

function readList(place: ListPlace, parent: StepNode | undefined, all: StepNode[]): StepList {
  const nodes: StepNode[] = [];
  const list: StepList = { kind: place.kind, name: place.name, parent, nodes };
  for (const [index, step] of (place.steps ?? []).entries()) {
    const inner: StepList[] = [];
    const id = typeof step.id === "string" ? step.id : `${place.prefix}_${place.first + index}`;
    const path = [...place.path, index];
    const node: StepNode = { id, step, kind: kindOf(step), path, list, index, inner };
    nodes.push(node);
    all.push(node);
    for (const one of listsOf(step, id, path)) inner.push(readList(one, node, all));
  }
  return list;
}

function kindOf(step: Step): StepKind | undefined {
  const kinds = STEP_KINDS.filter((kind) => step[kind] !== undefined);
  return kinds.length === 1 ? kinds[0] : undefined;
}

/** The lists inside of a step, where they stand and how their steps are called. */
function listsOf(step: Step, id: string, path: ValuePath): ListPlace[] {
  const named = (kind: ListKind, key: "cases" | "parallel"): ListPlace[] =>
    Object.entries(step[key] ?? {}).map(([name, steps], at) => ({
      kind,
      name,
      path: [...path, key, name],
      steps,
      prefix: `${id}_${fitting(name) || `${kind}_${at + 1}`}`,
      first: 1,
    }));
  const one = (kind: ListKind, keys: ValuePath, steps: Step[] | undefined, prefix: string) =>
    steps === undefined
      ? []
      : [{ kind, name: "", path: [...path, ...keys], steps, prefix, first: 1 }];
  // What an entry gives stands behind its steps, also where there are none.
  const gives = step.for_each !== undefined && step.output !== undefined;
  return [
    ...named("case", "cases"),
    ...one("default", ["default"], step.default, `${id}_default`),
    ...one("entry", ["steps"], step.steps ?? (gives ? [] : undefined), id),
    ...named("branch", "parallel"),
    ...one(
      "on_timeout",
      ["wait", "webhook", "on_timeout"],
      step.wait?.webhook?.on_timeout,
      `${id}_on_timeout`,
    ),
    ...catchLists(step, id, path),
  ];
}

/** The entries of `catch`: their steps are counted through. */
function catchLists(step: Step, id: string, path: ValuePath): ListPlace[] {
  let first = 1;
  return (step.catch ?? []).map((entry, at) => {
    const place: ListPlace = {
      kind: "catch",
      name: String(at),
      path: [...path, "catch", at, "steps"],
      steps: entry.steps,
      prefix: `${id}_catch`,
      first,
    };
    first += entry.steps?.length ?? 0;
    return place;
  });
}

/** The name of a case or branch as a part of an id: small letters, digits and `_`. */
function fitting(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("đ", "d")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
}
