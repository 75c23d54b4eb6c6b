import type { Action } from "../actions/action.ts";
import { impossibleVia } from "../actions/ahachat/blocks.ts";
import { durationMs } from "../documents/duration.ts";
import { type SchemaValidator, shippedValidator } from "../documents/schema-validator.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow, Step } from "../generated/flow.ts";
import { nearestName } from "../nearest-name.ts";
import { retryPolicy } from "../settings/load-settings.ts";
import { isTemplate } from "../templates/compile.ts";
import { checkReferences } from "./check-references.ts";
import { compileTemplates } from "./compile-templates.ts";
import type { CompiledStep, FlowSurroundings } from "./compiled-flow.ts";
import { mistakeProblem, problemAt } from "./parse-flow.ts";

const STEP_ROOTS = new Set(["flow", "run", "secrets", "steps", "trigger", "vars"]);

/** Compiles the steps of a flow; what is wrong with them goes to `problems`. */
export function compileSteps(
  document: YamlDocument,
  flow: Flow,
  surroundings: FlowSurroundings,
  problems: Problem[],
): CompiledStep[] {
  const ids = stepIds(document, flow, problems);
  const steps: CompiledStep[] = [];
  for (const [index, step] of flow.steps.entries()) {
    const path: ValuePath = ["steps", index];
    const templates = (key: "if" | "with", value: unknown) => {
      const tree = compileTemplates(document, [...path, key], value, STEP_ROOTS, problems);
      const order = { ids, done: index };
      checkReferences(document, [...path, key], tree, surroundings, order, problems);
      return tree;
    };
    const condition = step.if === undefined ? undefined : templates("if", step.if);
    const input = templates("with", step.with ?? {});
    const action = findAction(document, path, step, surroundings, problems);
    if (action === undefined) continue;
    const checkInput = inputValidator(action);
    checkLiteralInput(document, path, { step, action, checkInput }, problems);
    steps.push({
      id: ids[index] as string,
      condition,
      action,
      input,
      checkInput,
      connection: findConnection(document, path, { flow, step, action }, surroundings, problems),
      retry: retryPolicy(step.retry, retryPolicy(flow.retry, surroundings.retry)),
      timeoutMs: step.timeout === undefined ? undefined : durationMs(step.timeout),
      onDoubt: step.on_doubt ?? "retry",
      where: document.spanOf([...path, "uses"]).where,
    });
  }
  return steps;
}

/** The id of a step; one that says none is named by its place. */
export function stepId({ id }: Step, index: number): string {
  return id ?? `step_${index + 1}`;
}

/** The ids of the steps in order. */
function stepIds(document: YamlDocument, flow: Flow, problems: Problem[]): string[] {
  const ids: string[] = [];
  for (const [index, step] of flow.steps.entries()) {
    const id = stepId(step, index);
    if (ids.includes(id))
      problems.push(
        problemAt(
          document,
          step.id === undefined ? ["steps", index] : ["steps", index, "id"],
          "duplicate-step-id",
          `two steps have the id "${id}"`,
          "give one of them another id",
        ),
      );
    ids.push(id);
  }
  return ids;
}

function findAction(
  document: YamlDocument,
  path: ValuePath,
  step: Step,
  { actions }: FlowSurroundings,
  problems: Problem[],
): Action | undefined {
  const action = actions.get(step.uses);
  if (action === undefined) {
    const names = [...actions.keys()];
    const near = nearestName(step.uses, names);
    const hint = near === undefined ? `there are: ${names.join(", ")}` : `did you mean "${near}"?`;
    const message = `there is no action "${step.uses}"`;
    problems.push(problemAt(document, [...path, "uses"], "unknown-action", message, hint));
  }
  return action;
}

const validators = new WeakMap<Action, SchemaValidator>();

/** The compiled input schema of an action; compiled once for all flows. */
export function inputValidator(action: Action): SchemaValidator {
  let validator = validators.get(action);
  if (validator === undefined) {
    validator = shippedValidator(action.input);
    validators.set(action, validator);
  }
  return validator;
}

function isOpaque(value: unknown): boolean {
  return typeof value === "string" && isTemplate(value);
}

/** A template with text before or after it: whatever it is filled with, it will be text. */
function isText(value: unknown): boolean {
  return isOpaque(value) && !/^\{\{[^]*\}\}$/.test(value as string);
}

/** Checks what can be known of an input before its templates are filled. */
function checkLiteralInput(
  document: YamlDocument,
  path: ValuePath,
  { step, action, checkInput }: { step: Step; action: Action; checkInput: SchemaValidator },
  problems: Problem[],
): void {
  const mistakes = checkInput(step.with ?? {}, { isOpaque, isText, quoteValues: true });
  if (step.with === undefined && mistakes.length > 0) {
    const required = (action.input["required"] ?? []) as string[];
    const hint = `${action.name} needs: ${required.join(", ")}`;
    const at = [...path, "uses"];
    problems.push(problemAt(document, at, "missing-field", '"with" is missing', hint));
  } else
    for (const mistake of mistakes)
      problems.push(mistakeProblem(document, [...path, "with"], mistake));
}

function findConnection(
  document: YamlDocument,
  path: ValuePath,
  { flow, step, action }: { flow: Flow; step: Step; action: Action },
  { connections }: FlowSurroundings,
  problems: Problem[],
): string | undefined {
  if (action.connection === undefined) return undefined;
  const name = step.connection ?? flow.connection;
  const at =
    step.connection !== undefined
      ? [...path, "connection"]
      : flow.connection !== undefined
        ? ["connection"]
        : [...path, "uses"];
  const report = (rule: string, message: string, hint: string, place: ValuePath = at) => {
    const problem = problemAt(document, place, rule, message, hint);
    // Many steps share the flow's connection: one mistake, one message.
    if (
      !problems.some(
        (other) => other.message === message && other.where.line === problem.where.line,
      )
    )
      problems.push(problem);
  };
  if (name === undefined) {
    report(
      "missing-connection",
      `${action.name} needs a connection`,
      'write "connection: NAME" in the flow or in the step',
    );
    return undefined;
  }
  const connection = connections.get(name);
  if (connection === undefined) {
    const names = [...connections.keys()];
    const near = nearestName(name, names);
    const hint =
      near !== undefined
        ? `did you mean "${near}"?`
        : names.length === 0
          ? "add it under connections: in ahaflow.yaml"
          : `ahaflow.yaml has: ${names.join(", ")}`;
    report("unknown-connection", `there is no connection "${name}"`, hint);
    return undefined;
  }
  const impossible = impossibleVia(connection, action.name);
  if (impossible !== undefined)
    report(
      "impossible-via-blocks",
      impossible,
      "use another action, or a connection with via: api",
      [...path, "uses"],
    );
  return name;
}
