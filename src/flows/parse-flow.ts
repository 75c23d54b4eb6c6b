import type { SchemaMistake } from "../documents/schema-mistake.ts";
import { builtValidator } from "../documents/schema-validator.ts";
import { type ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import type { FlowSource } from "./compiled-flow.ts";
import { lostKeys } from "./followers.ts";
import { type OtherFile, otherFile } from "./other-files.ts";

const checkFlow = builtValidator("flow");

/** A flow file with what YAML and the schema say of it. */
export interface ParsedFlow {
  readonly document: YamlDocument;
  /**
   * The flow, when its shape is near enough to right that the later checks can look at it too:
   * with problems it must not run.
   */
  readonly flow: Flow | undefined;
  readonly problems: readonly Problem[];
  /** The file is none that could be a flow, which is all that is said of it. */
  readonly isOther?: true;
  /**
   * Keys of which something is lost in `flow`, so that nobody knows which names there are; see
   * followers.ts.
   */
  readonly lost: ReadonlySet<string>;
}

/** Stage one of a flow's way: text to checked shape. */
export function parseFlow(source: FlowSource): ParsedFlow {
  const document = new YamlDocument(source.file, source.text);
  if (document.value === undefined)
    return { document, flow: undefined, problems: document.problems, lost: new Set() };
  if (!isRecord(document.value)) {
    const message =
      document.value === null ? "the file is empty" : "a flow is a map, and this is none";
    const hint = "a flow needs name, on and steps; or delete the file";
    const problem = problemAt(document, [], "wrong-type", message, hint);
    const problems = withoutEchoes(document.problems, [problem]);
    return { document, flow: undefined, problems, lost: new Set() };
  }
  const other = otherFile(document.value);
  if (other !== undefined) return noFlow(document, other);
  const mistakes = checkFlow(document.value, { quoteValues: true });
  // Where not all that is wrong is known, nothing can rely on the rest.
  const rest = mistakes.at(-1)?.more ? undefined : withoutWrong(document.value, mistakes);
  return {
    document,
    flow: isPlausible(rest) ? rest : undefined,
    problems: withoutEchoes(
      document.problems,
      mistakes.map((mistake) => mistakeProblem(document, [], mistake)),
    ),
    lost: lostKeys(mistakes),
  };
}

function noFlow(document: YamlDocument, { is, hint, key }: OtherFile): ParsedFlow {
  const problem: Problem = {
    rule: "no-flow",
    severity: "warning",
    message: `this is ${is}, and is left out: it has none of on, inputs and steps`,
    hint,
    ...document.keySpanOf([key]),
  };
  return { document, flow: undefined, problems: [problem], isOther: true, lost: new Set() };
}

/** What the later checks look at even in the wrong form: isPlausible knows their type. */
const KEPT: ReadonlySet<unknown> = new Set(["id", "name", "path"]);

/** The flow without the values that don't fit the schema: the later checks rely on the rest. */
function withoutWrong(flow: object, mistakes: readonly SchemaMistake[]): object {
  if (mistakes.length === 0) return flow;
  const copy = structuredClone(flow);
  for (const { rule, path, wanted } of mistakes) {
    const name = path.at(-1);
    if (rule === "unknown-key" || rule === "missing-field" || name === undefined) continue;
    if (KEPT.has(name) || (name === "steps" && path.length === 1)) continue;
    // A mistake further out may have taken the holder away.
    const holder = path
      .slice(0, -1)
      .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], copy);
    if (isRecord(holder)) {
      // Without its input a step is none; a name that can't be used is still the one that is meant.
      if (name === "with")
        for (const kind of ["uses", "call"]) Reflect.deleteProperty(holder, kind);
      if (path.at(-2) !== "set") Reflect.deleteProperty(holder, name);
    }
    // The places of the other entries stay: a step that is none becomes one without a kind.
    else if (Array.isArray(holder) && wanted?.includes("object") === true)
      holder[Number(name)] = {};
  }
  return copy;
}

/** Adds to `first` what `more` says of other places: one message for one mistake. */
export function withoutEchoes(first: readonly Problem[], more: readonly Problem[]): Problem[] {
  const echoes = (problem: Problem) =>
    first.some(
      ({ where, length }) =>
        where.file === problem.where.file &&
        where.line === problem.where.line &&
        where.column <= problem.where.column &&
        problem.where.column < where.column + length,
    );
  return [...first, ...more.filter((problem) => !echoes(problem))];
}

/** A problem at the value of a path. */
export function problemAt(
  document: YamlDocument,
  path: ValuePath,
  rule: string,
  message: string,
  hint?: string,
): Problem {
  return {
    rule,
    severity: "error",
    message,
    ...(hint === undefined ? {} : { hint }),
    ...document.spanOf(path),
  };
}

/** A schema mistake of the value at `base`, with its place in the file. */
export function mistakeProblem(
  document: YamlDocument,
  base: ValuePath,
  { rule, path, atKey, message, hint }: SchemaMistake,
): Problem {
  const full = [...base, ...path];
  const problem = problemAt(document, full, rule, message, hint);
  return atKey || rule === "missing-field" ? { ...problem, ...document.keySpanOf(full) } : problem;
}

/** Whether what the schema has left is enough of a flow for the later checks. */
function isPlausible(value: unknown): value is Flow {
  if (!isRecord(value) || typeof value["name"] !== "string") return false;
  const on = value["on"];
  return (
    isSteps(value["steps"]) &&
    (on === undefined || (isRecord(on) && isTriggers(on))) &&
    (value["on_failure"] === undefined || isSteps(value["on_failure"]))
  );
}

function isTriggers({ webhook, schedule }: Record<string, unknown>): boolean {
  return (
    (webhook === undefined || (isRecord(webhook) && typeof webhook["path"] === "string")) &&
    (schedule === undefined ||
      (Array.isArray(schedule) &&
        schedule.every((entry) => isRecord(entry) && typeof entry["cron"] === "string")))
  );
}

/** Whether every entry is a map; of the lists of steps inside of them too. */
function isSteps(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((step) => isRecord(step) && stepsIn(step).every(isSteps))
  );
}

function stepsIn(step: Record<string, unknown>): unknown[] {
  const { cases, parallel, wait, catch: catches } = step;
  const callback = isRecord(wait) ? wait["webhook"] : undefined;
  const lists = [
    ...(isRecord(cases) ? Object.values(cases) : []),
    ...(isRecord(parallel) ? Object.values(parallel) : []),
    ...(Array.isArray(catches) ? catches.filter(isRecord).map(({ steps }) => steps) : []),
    step["default"],
    step["steps"],
    isRecord(callback) ? callback["on_timeout"] : undefined,
  ];
  return lists.filter((list) => list !== undefined);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
