import type { Action } from "../../actions/action.ts";
import { impossibleVia } from "../../actions/ahachat/blocks.ts";
import { type SchemaValidator, shippedValidator } from "../../documents/schema-validator.ts";
import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Step } from "../../generated/flow.ts";
import { nearestName } from "../../nearest-name.ts";
import { retryPolicy } from "../../settings/load-settings.ts";
import { checkLiterals } from "../check-literals.ts";
import type { UsesStep } from "../compiled-flow.ts";
import type { KnownNames } from "../known-names.ts";
import { problemAt } from "../parse-flow.ts";
import type { CompiledKind, StepCompiler } from "../step-compiler.ts";

/** `uses`: the action, its input and its connection. */
export function compileUses(
  compiler: StepCompiler,
  step: Step,
  path: ValuePath,
  known: KnownNames,
): CompiledKind<UsesStep> {
  const { flow, surroundings } = compiler;
  const input = compiler.templates(step, [...path, "with"], step.with ?? {}, known, "input");
  const action = findAction(compiler, path, step);
  if (action === undefined) return { step: undefined, known };
  const checkInput = inputValidator(action);
  checkInputLiterals(compiler, path, step, action);
  return {
    known,
    step: {
      action,
      input,
      checkInput,
      connection: findConnection(compiler, path, step, action),
      retry: retryPolicy(step.retry, retryPolicy(flow.retry, surroundings.retry)),
      onDoubt: step.on_doubt ?? "retry",
    },
  };
}

function findAction(
  compiler: StepCompiler,
  path: ValuePath,
  { uses = "" }: Step,
): Action | undefined {
  const { actions } = compiler.surroundings;
  const action = actions.get(uses);
  if (action === undefined) {
    const names = [...actions.keys()];
    const near = nearestName(uses, names);
    const hint = near === undefined ? `there are: ${names.join(", ")}` : `did you mean "${near}"?`;
    compiler.report([...path, "uses"], "unknown-action", `there is no action "${uses}"`, hint);
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

/** Checks what can be known of an input before its templates are filled. */
function checkInputLiterals(
  compiler: StepCompiler,
  path: ValuePath,
  step: Step,
  action: Action,
): void {
  const check = inputValidator(action);
  if (step.with !== undefined || check({}).length === 0)
    return checkLiterals(compiler, [...path, "with"], step.with ?? {}, check);
  const required = (action.input["required"] ?? []) as string[];
  const hint = `${action.name} needs: ${required.join(", ")}`;
  compiler.report([...path, "uses"], "missing-field", '"with" is missing', hint);
}

function findConnection(
  compiler: StepCompiler,
  path: ValuePath,
  step: Step,
  action: Action,
): string | undefined {
  if (action.connection === undefined) return undefined;
  const { flow, surroundings, document, problems } = compiler;
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
    const isSame = problems.some(
      (other) => other.message === message && other.where.line === problem.where.line,
    );
    if (!isSame) problems.push(problem);
  };
  if (name === undefined) {
    const hint = 'write "connection: NAME" in the flow or in the step';
    report("missing-connection", `${action.name} needs a connection`, hint);
    return undefined;
  }
  const connection = surroundings.connections.get(name);
  if (connection === undefined) {
    const hint = connectionHint(name, [...surroundings.connections.keys()]);
    report("unknown-connection", `there is no connection "${name}"`, hint);
    return undefined;
  }
  const impossible = impossibleVia(connection, action.name);
  const otherwise = "use another action, or a connection with via: api";
  if (impossible !== undefined)
    report("impossible-via-blocks", impossible, otherwise, [...path, "uses"]);
  return name;
}

function connectionHint(name: string, names: readonly string[]): string {
  const near = nearestName(name, names);
  if (near !== undefined) return `did you mean "${near}"?`;
  return names.length === 0
    ? "add it under connections: in ahaflow.yaml"
    : `ahaflow.yaml has: ${names.join(", ")}`;
}
