import type { SchemaMistake } from "../documents/schema-mistake.ts";
import { shippedValidator } from "../documents/schema-validator.ts";
import { type ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import { loadSchema } from "../schemas.ts";
import type { FlowSource } from "./compiled-flow.ts";

const checkFlow = shippedValidator(loadSchema("flow"));

/** A flow file with what YAML and the schema say of it. */
export interface ParsedFlow {
  readonly document: YamlDocument;
  /**
   * The flow, when its shape is near enough to right that the later checks can look at it too:
   * with problems it must not run.
   */
  readonly flow: Flow | undefined;
  readonly problems: readonly Problem[];
}

/** Stage one of a flow's way: text to checked shape. */
export function parseFlow(source: FlowSource): ParsedFlow {
  const document = new YamlDocument(source.file, source.text);
  if (document.value === undefined)
    return { document, flow: undefined, problems: document.problems };
  if (!isRecord(document.value)) {
    const message =
      document.value === null ? "the file is empty" : "a flow is a map, and this is none";
    const hint = "a flow needs name, on and steps; or delete the file";
    const problem = problemAt(document, [], "wrong-type", message, hint);
    return { document, flow: undefined, problems: withoutEchoes(document.problems, [problem]) };
  }
  const mistakes = checkFlow(document.value, { quoteValues: true });
  return {
    document,
    flow: isPlausible(document.value) ? withoutWrong(document.value, mistakes) : undefined,
    problems: withoutEchoes(
      document.problems,
      mistakes.map((mistake) => mistakeProblem(document, [], mistake)),
    ),
  };
}

/** What the later checks look at even in the wrong form: isPlausible knows their type. */
const KEPT: ReadonlySet<unknown> = new Set(["id", "name", "path", "steps"]);

/** The flow without the values that don't fit the schema: the later checks rely on the rest. */
function withoutWrong(flow: Flow, mistakes: readonly SchemaMistake[]): Flow {
  if (mistakes.length === 0) return flow;
  const copy = structuredClone(flow);
  for (const { rule, path } of mistakes) {
    const name = path.at(-1);
    if (rule === "unknown-key" || rule === "missing-field" || KEPT.has(name)) continue;
    // A mistake further out may have taken the holder away.
    const holder = path
      .slice(0, -1)
      .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], copy);
    if (isRecord(holder) && name !== undefined) Reflect.deleteProperty(holder, name);
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

function isPlausible(value: unknown): value is Flow {
  if (!isRecord(value)) return false;
  const { name, on = {}, steps, on_failure: onFailure = [] } = value;
  return (
    typeof name === "string" &&
    isRecord(on) &&
    (on["webhook"] === undefined ||
      (isRecord(on["webhook"]) && typeof on["webhook"]["path"] === "string")) &&
    (on["schedule"] === undefined ||
      (Array.isArray(on["schedule"]) &&
        on["schedule"].every((entry) => isRecord(entry) && typeof entry["cron"] === "string"))) &&
    areSteps(steps) &&
    areSteps(onFailure)
  );
}

/** Steps whose parts, as far as the later checks walk them, have the right form. */
function areSteps(value: unknown): boolean {
  return Array.isArray(value) && value.every(isStep);
}

function isStep(step: unknown): boolean {
  if (!isRecord(step)) return false;
  const { with: input = {}, wait = {}, catch: entries = [] } = step;
  const lists: unknown[] = [step["default"] ?? [], step["steps"] ?? []];
  for (const key of ["cases", "parallel"]) {
    const named: unknown = step[key] ?? {};
    if (!isRecord(named)) return false;
    lists.push(...Object.values(named));
  }
  if (!isRecord(input) || !isRecord(wait) || !Array.isArray(entries)) return false;
  if (!entries.every(isRecord)) return false;
  lists.push(...entries.map((entry) => entry["steps"] ?? []));
  const { webhook } = wait;
  if (webhook !== undefined) {
    if (!isRecord(webhook) || typeof webhook["path"] !== "string") return false;
    lists.push(webhook["on_timeout"] ?? []);
  }
  return lists.every(areSteps);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
