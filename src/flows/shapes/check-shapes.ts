/**
 * Follows shapes through a whole flow: from the trigger's schema and sample, the actions' schemas
 * and the variables, through every template, to the inputs of the actions. Only for files: a run
 * that was accepted goes on with what its version says.
 */
import type { ValuePath, YamlDocument } from "../../documents/yaml-document.ts";
import type { Problem } from "../../errors.ts";
import type { Flow } from "../../generated/flow.ts";
import { isTemplate } from "../../templates/compile.ts";
import { AUTH_PATH, CREDENTIALS_PATH } from "../auth-path.ts";
import type { CompiledTrigger } from "../compile-webhook.ts";
import type { FlowSurroundings } from "../compiled-flow.ts";
import { problemAt } from "../parse-flow.ts";
import type { Place } from "../reach.ts";
import type { SourceTree, StepList, StepNode } from "../source-tree.ts";
import { endsRun } from "../ways/unreachable.ts";
import type { Callees } from "./callees.ts";
import { checkCondition } from "./check-condition.ts";
import { CHECKS } from "./check-kinds.ts";
import type { NamedRead, TemplateScope } from "./check-template.ts";
import { FAILURE, flowScopes, type Roots } from "./flow-scopes.ts";
import { checkValue, type FlowWalk, judgeSecret, remember, scopeAt } from "./flow-walk.ts";
import { shapeOfFilled } from "./from-value.ts";
import { unknownVariable } from "./judge-vars.ts";
import { LeafCheck } from "./leaves.ts";
import { oneOf, type Shape, UNKNOWN } from "./shape.ts";

const DEDUPE_KEY: ValuePath = ["on", "webhook", "dedupe", "key"];

/** A flow file that is to be checked. */
export interface CheckedFile {
  readonly document: YamlDocument;
  readonly flow: Flow;
  readonly tree: SourceTree;
  readonly trigger: Pick<CompiledTrigger, "schema" | "kind" | "sample">;
  /** The bodies that its `http.request` steps are answered, as far as the flow or its tests know. */
  readonly bodies: ReadonlyMap<string, Shape>;
  readonly surroundings: FlowSurroundings;
}

/** What the check has found out. */
export interface ShapeResult {
  readonly problems: readonly Problem[];
  /** What the flow's `output` gives. */
  readonly output: Shape;
}

/** Checks the templates of a flow. @returns everything that its shapes forbid */
export function checkShapes(file: CheckedFile, callees: Callees): ShapeResult {
  const { document, flow, tree, trigger, bodies, surroundings } = file;
  const check = new LeafCheck(document);
  const scopes = flowScopes(flow, trigger, surroundings);
  checkBeginning(file, check, scopes);
  const results = new Map<string, Shape>();
  const walk: FlowWalk = {
    check,
    tree,
    surroundings,
    callees,
    bodies,
    results,
    assigned: new Map(),
    exhaustive: new Set(),
  };
  checkList(walk, tree.steps, scopes.step);
  checkList(walk, tree.onFailure, new Map([...scopes.step, ["error", FAILURE]]));
  const leaves = check.value(
    ["output"],
    flow.output,
    scopeAt(walk, endOf(tree.steps), scopes.step),
  );
  const output = flow.output === undefined ? UNKNOWN : shapeOfFilled(flow.output, leaves);
  return { problems: check.problems, output };
}

/** The templates that are filled before there is a run. */
function checkBeginning(
  { flow, surroundings }: CheckedFile,
  check: LeafCheck,
  { request, start }: { readonly request: Roots; readonly start: Roots },
): void {
  const vars = Object.keys(surroundings.vars);
  const judge = (read: NamedRead) =>
    read.root === "vars" && !vars.includes(read.name)
      ? unknownVariable(read.name, vars)
      : judgeSecret(read, surroundings);
  const { auth, credentials, handshake } = flow.on?.webhook ?? {};
  const letsIn = { roots: authRoots(start), judge };
  check.value(AUTH_PATH, auth, letsIn);
  check.value(CREDENTIALS_PATH, credentials, letsIn);
  check.value(["on", "webhook", "handshake"], handshake, letsIn);
  checkDedupe(flow.on?.webhook?.dedupe?.key, check, { roots: request, judge });
  check.value(["concurrency", "key"], flow.concurrency?.key, { roots: start, judge });
}

function checkDedupe(key: string | undefined, check: LeafCheck, scope: TemplateScope): void {
  const before = check.problems.length;
  check.value(DEDUPE_KEY, key, scope);
  if (key === undefined || isTemplate(key) || check.problems.length > before) return;
  const message = "this is the same for all deliveries: all but the first count as repeats";
  const hint = "name what makes two deliveries the same, as {{body.id}}";
  check.problems.push(problemAt(check.document, DEDUPE_KEY, "constant-key", message, hint));
}

/** Who may come in is asked before anything of the request is read. */
function authRoots(start: Roots): Roots {
  return new Map([...start].filter(([name]) => name === "secrets" || name === "vars"));
}

/** Goes through a list of steps. @returns the output of its last one */
function checkList(walk: FlowWalk, list: StepList, roots: Roots): Shape {
  let last = UNKNOWN;
  for (const node of list.nodes) last = checkStep(walk, node, roots);
  return last;
}

function withNames(roots: Roots, more: Readonly<Record<string, Shape>> = {}): Roots {
  return new Map([...roots, ...Object.entries(more)]);
}

/** Behind the last step. */
function endOf(list: StepList): Place {
  return { list, index: Number.POSITIVE_INFINITY };
}

/** @returns what the list's output is when the step is its last: that of a `catch` may be in its place */
function checkStep(walk: FlowWalk, node: StepNode, roots: Roots): Shape {
  const { step, kind, inner } = node;
  const { check } = walk;
  checkCondition(walk, node, roots, "if");
  checkCondition(walk, node, roots, "switch");
  checkValue(walk, node, roots, ["if"], step.if);
  const output =
    kind === undefined
      ? UNKNOWN
      : CHECKS[kind]({
          walk,
          node,
          value: (keys, value) => checkValue(walk, node, roots, keys, value),
          list: (list, more) => checkList(walk, list, withNames(roots, more)),
          behind: (list, keys, value, more) =>
            check.value(
              [...node.path, ...keys],
              value,
              scopeAt(walk, endOf(list), withNames(roots, more)),
            ),
        });
  remember(walk, node, output);
  const caught = new Map([...roots, ["error", FAILURE]]) as Roots;
  const others = inner
    .filter((list) => list.kind === "catch")
    .map((list) => [list, checkList(walk, list, caught)] as const)
    .filter(([{ nodes }]) => !nodes.some(endsRun));
  return oneOf([output, ...others.map(([, shape]) => shape)]);
}
