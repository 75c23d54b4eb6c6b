/** A flow that is gone through in the order of its steps, and what is known of it so far. */
import type { ValuePath } from "../../documents/yaml-document.ts";
import { nearestName } from "../../nearest-name.ts";
import { isTemplate } from "../../templates/compile.ts";
import { type Expression, outlineTemplate, type Statement } from "../../templates/outline.ts";
import type { FlowSurroundings } from "../compiled-flow.ts";
import { chainOf, type Place } from "../reach.ts";
import type { SourceTree, StepNode } from "../source-tree.ts";
import { asksForLack } from "../ways/conditions.ts";
import { hasCondition } from "../ways/report.ts";
import { endsOnceBegun } from "../ways/unreachable.ts";
import type { Callees } from "./callees.ts";
import type { NamedRead, TemplateScope, Verdict } from "./check-template.ts";
import { FAILURE, type Roots } from "./flow-scopes.ts";
import { judgeStep } from "./judge-steps.ts";
import { judgeVariable, settersOf, sightOf } from "./judge-vars.ts";
import type { LeafCheck } from "./leaves.ts";
import { namesIn, pathsIn } from "./names-in.ts";
import { mayNamePath } from "./plain-paths.ts";
import { type Leaf, objectOf, oneOf, type Shape, UNKNOWN } from "./shape.ts";

/** What a walk carries along. */
export interface FlowWalk {
  readonly check: LeafCheck;
  readonly tree: SourceTree;
  readonly surroundings: FlowSurroundings;
  readonly callees: Callees;
  /** The bodies of answers, by the ids of steps whose action does not tell. */
  readonly bodies: ReadonlyMap<string, Shape>;
  /** What `steps.<id>` holds, of the steps that have been gone through. */
  readonly results: Map<string, Shape>;
  /** What the `set` steps that have been gone through set. */
  readonly assigned: Map<StepNode, ReadonlyMap<string, Shape>>;
  /** The `switch` steps that have been gone through of which a case always comes. */
  readonly exhaustive: Set<StepNode>;
}

/** Checks the templates in a value of a step. @param keys from the step to the value */
export function checkValue(
  walk: FlowWalk,
  node: StepNode,
  roots: Roots,
  keys: ValuePath,
  value: unknown,
): Leaf[] {
  if (
    !holdsText(value, (text) => isTemplate(text) || mayNamePath(text, [...roots.keys(), "steps"]))
  )
    return [];
  const isCondition = keys[0] === "if";
  const scope = {
    ...scopeAt(walk, node, roots, isCondition ? [] : [node]),
    asked: () => pathsAskedFor(node, isCondition ? undefined : node.step.if),
  };
  return walk.check.value([...node.path, ...keys], value, scope);
}

function holdsText(value: unknown, isSuch: (text: string) => boolean): boolean {
  if (typeof value === "string") return isSuch(value);
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).some((part) => holdsText(part, isSuch))
  );
}

/** What becomes of a step that others can read: `failed` with `continue_on_error`. */
const STATUS: Shape = {
  kind: "text",
  choices: ["succeeded", "failed", "skipped", "cancelled", "running", "waiting", "queued"],
};

/** Remembers what later steps can read of a step. */
export function remember(walk: FlowWalk, { id }: StepNode, output: Shape): void {
  walk.results.set(id, objectOf({ output, status: STATUS, error: FAILURE }));
}

/**
 * What a template can read at a place.
 * @param asking steps whose `if` asks on behalf of it, besides those around it
 */
export function scopeAt(
  walk: FlowWalk,
  place: Place,
  roots: Roots,
  asking: readonly StepNode[] = [],
): TemplateScope {
  const asked = namesAskedFor([...stepsAround(place), ...guardsBefore(place), ...asking], roots);
  const vars = Object.keys(walk.surroundings.vars);
  return {
    roots: new Map([
      ...roots,
      ["vars", varsAt(walk, place, roots.get("vars"))],
      // That a step may be read is for the judge to say.
      ["steps", { kind: "object", fields: walk.results, rest: UNKNOWN }],
    ]),
    judge: (read) => {
      const tolerant = read.tolerant || asked.has(`${read.root}.${read.name}`);
      if (read.root === "steps") return judgeStep({ ...read, tolerant }, place, walk);
      if (read.root === "vars") return judgeVariable({ ...read, tolerant }, place, walk, vars);
      return judgeSecret(read, walk.surroundings);
    },
  };
}

/** Says what is wrong with reading a secret. */
export function judgeSecret(
  { root, name }: NamedRead,
  { secrets }: FlowSurroundings,
): Verdict | undefined {
  if (root !== "secrets" || secrets.has(name)) return undefined;
  const near = nearestName(name, [...secrets]);
  return {
    rule: "unknown-secret",
    severity: "error",
    message: `there is no secret "${name}" in ahaflow.yaml`,
    hint: near === undefined ? "add it under secrets: there" : `did you mean "${near}"?`,
  };
}

/** The variables as a place sees them: each may have any of the values that it may have there. */
function varsAt({ tree, assigned }: FlowWalk, place: Place, known: Shape | undefined): Shape {
  const before = known?.kind === "object" ? known.fields : new Map<string, Shape>();
  const names = new Set(
    tree.all.flatMap(({ kind, step }) => (kind === "set" ? Object.keys(step.set ?? {}) : [])),
  );
  const fields = new Map(before);
  for (const name of names) {
    let shape = before.get(name);
    for (const setter of settersOf(name, tree)) {
      const sight = sightOf(setter, place);
      if (sight === "copy" || sight === "later") continue;
      // What a round of a loop leaves to the next one may not be known yet.
      const given = sight === "round" ? UNKNOWN : (assigned.get(setter)?.get(name) ?? UNKNOWN);
      shape = sight === "sure" || shape === undefined ? given : oneOf([shape, given]);
    }
    if (shape !== undefined) fields.set(name, shape);
  }
  return { kind: "object", fields, rest: UNKNOWN };
}

function stepsAround(place: Place): StepNode[] {
  return chainOf(place)
    .slice(0, -1)
    .map(({ list, index }) => list.nodes[index])
    .filter((node) => node !== undefined);
}

/** Steps before a place that end the run where something is missing: whoever comes past them has asked, too. */
function guardsBefore(place: Place): StepNode[] {
  return chainOf(place)
    .flatMap(({ list, index }) => list.nodes.slice(0, Math.min(index, list.nodes.length)))
    .filter((node) => hasCondition(node) && endsOnceBegun(node) && asksForLack(node.step.if));
}

/** The paths that the `if` and `switch` of a step and of those around it read, as they are written. */
export function askedFor(node: StepNode): Set<string> {
  return new Set(readIn([...stepsAround(node), node].flatMap(conditionsOf), pathsIn, ROOTS));
}

/** The paths that conditions around a place and before it read. @param own the condition of the place */
function pathsAskedFor(place: Place, own: unknown): Set<string> {
  const conditions = chainOf(place).flatMap(({ list, index }) =>
    list.nodes.slice(0, Math.min(index, list.nodes.length)).flatMap(conditionsOf),
  );
  return new Set(
    readIn([...conditions, own, ...stepsAround(place).flatMap(conditionsOf)], pathsIn, ROOTS),
  );
}

function conditionsOf({ step }: StepNode): unknown[] {
  return [step.if, step.switch];
}

/** Names that templates of steps may begin with; those of loops are not asked for. */
const ROOTS = ["trigger", "steps", "vars", "inputs", "run", "flow", "secrets"];

/** What their `if` and `switch` read: whoever asks for a step there knows that it may not have run. */
function namesAskedFor(nodes: readonly StepNode[], roots: Roots): Set<string> {
  return new Set(readIn(nodes.flatMap(conditionsOf), namesIn, [...roots.keys(), "steps", "vars"]));
}

function readIn(
  conditions: readonly unknown[],
  of: (expression: Expression) => string[],
  roots: readonly string[],
): string[] {
  const known = new Set(roots);
  const read = (statement: Statement): string[] =>
    statement.kind === "show"
      ? of(statement.value)
      : [...of(statement.subject), ...statement.body.flatMap(read)];
  return conditions
    .flatMap((text) => (typeof text === "string" ? [text] : []))
    .flatMap((text) => outlineTemplate(text, known)?.body.flatMap(read) ?? []);
}
