import type { SchemaMistake } from "../../documents/schema-mistake.ts";
import { type SchemaValidator, shippedValidator } from "../../documents/schema-validator.ts";
import { blankAround } from "../../documents/schema-words.ts";
import type { ValuePath } from "../../documents/yaml-document.ts";
import { nearestName } from "../../nearest-name.ts";
import type { Action } from "../../platforms/action.ts";
import { platformOf } from "../../platforms/installed.ts";
import { RULES } from "../../rules.ts";
import { retryPolicy } from "../../settings/config-values.ts";
import { UNFILLED } from "../compile-templates.ts";
import type { UsesStep } from "../compiled-flow.ts";
import { connectionMistake } from "../connection-mistake.ts";
import { mistakeProblem, problemAt } from "../parse-flow.ts";
import { reportAt, type StepPart, type StepSite, templatesAt } from "./step-site.ts";

/** Compiles an action and its input; undefined when there is no such action. */
export function compileUses(site: StepSite): StepPart<UsesStep> | undefined {
  const { flow, surroundings } = site;
  const { step } = site.node;
  const input = templatesAt(site, ["with"], step.with ?? {}, { secrets: true });
  const action = findAction(site);
  if (action === undefined) return undefined;
  if (action.unusable !== undefined) {
    const hint = "mend it there, or take the document anew from who makes the API";
    reportAt(
      site,
      ["uses"],
      "broken-file",
      `${action.name} can't be used: ${action.unusable}`,
      hint,
    );
    return undefined;
  }
  if (action.lacks !== undefined) {
    const { rule, message, hint } = action.lacks;
    const problem = problemAt(site.document, [...site.node.path, "uses"], rule, message, hint);
    site.problems.push({ ...problem, severity: RULES[rule].severity });
  }
  const checkInput = inputValidator(action);
  checkLiteralInput(site, action, checkInput);
  return {
    action,
    input,
    checkInput,
    connection: findConnection(site, action),
    retry: retryPolicy(step.retry, retryPolicy(flow.retry, surroundings.retry)),
    onDoubt: step.on_doubt ?? "retry",
  };
}

function findAction(site: StepSite): Action | undefined {
  const { actions } = site.surroundings;
  const { uses = "" } = site.node.step;
  const action = actions.get(uses);
  if (action === undefined) {
    const names = [...actions.keys()];
    const near = nearestName(uses, names);
    const hint = near === undefined ? listOf(names) : `did you mean "${near}"?`;
    const blank = blankAround(uses);
    if (blank !== undefined)
      reportAt(site, ["uses"], "unknown-action", `the name of the action ${blank[0]}`, blank[1]);
    else reportAt(site, ["uses"], "unknown-action", `there is no action "${uses}"`, hint);
  }
  return action;
}

/** Names that a hint lists: a document may bring a thousand. */
const MOST_NAMES = 50;

function listOf(names: readonly string[]): string {
  return names.length > MOST_NAMES
    ? "`ahaflow actions` lists them"
    : `there are: ${names.join(", ")}`;
}

const validators = new WeakMap<Action, SchemaValidator>();

/** The compiled input schema of an action; compiled once for all flows. */
export function inputValidator(action: Action): SchemaValidator {
  let validator = validators.get(action);
  if (validator === undefined) {
    validator = action.checkInput ?? shippedValidator(action.input);
    validators.set(action, validator);
  }
  return validator;
}

/** Checks what can be known of an input before its templates are filled. */
function checkLiteralInput(site: StepSite, action: Action, check: SchemaValidator): void {
  const { path, step } = site.node;
  const mistakes = check(step.with ?? {}, UNFILLED);
  if (step.with === undefined && mistakes.length > 0) {
    const required = (action.input["required"] ?? []) as string[];
    const hint = `${action.name} needs: ${required.join(", ")}`;
    reportAt(site, ["uses"], "missing-field", '"with" is missing', hint);
  } else
    for (const mistake of mistakes)
      site.problems.push(
        mistakeProblem(site.document, [...path, "with"], withTemplate(mistake, step.with)),
      );
}

/** A mistake whose hint is the template that was most likely meant, if one was. */
function withTemplate(mistake: SchemaMistake, input: unknown): SchemaMistake {
  const { rule, path, atKey, hint } = mistake;
  const isMisspelt = hint?.startsWith("did you mean") === true;
  const meant =
    rule === "wrong-value" && !atKey && !isMisspelt
      ? templateMeant(valueAt(input, path))
      : undefined;
  return meant === undefined ? mistake : { ...mistake, hint: `did you mean "${meant}"?` };
}

/** The template that a text was most likely meant to be: a path without its braces, or in others. */
function templateMeant(text: unknown): string | undefined {
  const [, opened, path = ""] =
    /^\s*([{<[$%]*)\s*([A-Za-z_]\w*(?:\.\w+)*)\s*[}>\]%]*\s*$/.exec(String(text)) ?? [];
  const [first = ""] = path.split(".");
  const isRoot = /^(?:trigger|steps|vars|secrets|inputs|run|flow)$/.test(first);
  const isPart = /^(?:body|query|params|headers)$/.test(first) && path !== first;
  if (path === "" || (opened === "" && !isRoot && !isPart && !path.includes("_"))) return undefined;
  return isRoot ? `{{${path}}}` : `{{trigger.${isPart ? "" : "body."}${path}}}`;
}

function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (part, key) => (part as Record<string, unknown> | null | undefined)?.[key],
    value,
  );
}

function findConnection(site: StepSite, action: Action): string | undefined {
  if (action.connection === undefined) return undefined;
  const { document, flow, problems } = site;
  const { connections } = site.surroundings;
  const { path, step } = site.node;
  if (action.over !== undefined) {
    if (step.connection !== undefined && step.connection !== action.over)
      reportAt(
        site,
        ["connection"],
        "unknown-connection",
        `${action.name} goes over the connection "${action.over}" alone`,
        "take connection away",
      );
    return action.over;
  }
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
  const need = { type: action.connection, who: action.name, place: "in the step" };
  const mistake = connectionMistake(connections, name, need);
  if (mistake !== undefined) report(mistake.rule, mistake.message, mistake.hint);
  const connection = connections.get(name ?? "");
  if (mistake !== undefined || connection === undefined) return undefined;
  const { connections: kind } = platformOf(connection);
  const impossible = kind.impossible?.(connection, action.name, step.with);
  if (impossible !== undefined)
    report(impossible.rule, impossible.message, impossible.hint, [...path, "uses"]);
  for (const mistake of kind.inputMistakes?.(connection, action.name, step.with) ?? []) {
    const place = [...path, "with", ...mistake.at];
    const problem = problemAt(document, place, mistake.rule, mistake.message, mistake.hint);
    problems.push(mistake.atKey === true ? { ...problem, ...document.keySpanOf(place) } : problem);
  }
  return name;
}
