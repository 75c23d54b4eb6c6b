/**
 * Stage two of a flow's way: checked shape to something that runs. Everything that can go wrong
 * with templates and names is found here, so that a run never meets it.
 */
import { createHash } from "node:crypto";
import { durationMs } from "../documents/duration.ts";
import { type SchemaValidator, userValidator } from "../documents/schema-validator.ts";
import type { YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import type { TreeTemplate } from "../templates/tree.ts";
import { checkPlatform } from "./check-platform.ts";
import { checkReferences } from "./check-references.ts";
import { checkSecrets } from "./check-secrets.ts";
import { checkSteps } from "./check-steps.ts";
import { checkWays } from "./check-ways.ts";
import { compileSchedules } from "./compile-schedules.ts";
import { FlowStepCompiler } from "./compile-steps.ts";
import { compileTemplates } from "./compile-templates.ts";
import { compileWebhook } from "./compile-webhook.ts";
import type {
  CompiledConcurrency,
  CompiledFlow,
  CompiledStep,
  FlowSource,
  FlowSurroundings,
  TriggeredFlow,
} from "./compiled-flow.ts";
import {
  type KnownNames,
  namesAtStart,
  type Reach,
  withoutSecrets,
  withRoots,
} from "./known-names.ts";
import { type ParsedFlow, parseFlow, problemAt, withoutEchoes } from "./parse-flow.ts";
import { checkShapes, type ShapesResult } from "./shapes/check-shapes.ts";
import type { Callees } from "./shapes/flow-shapes.ts";
import { UNKNOWN } from "./shapes/shape.ts";
import { silenceWarnings } from "./silence-warnings.ts";
import type { CompiledList, StepCompiler, TemplateSite } from "./step-compiler.ts";
import { allSteps } from "./step-ids.ts";

/** What a flow file became: a flow when there are no errors; warnings go with it. */
export interface CompileResult<T extends CompiledFlow = CompiledFlow> {
  readonly flow: T | undefined;
  readonly problems: readonly Problem[];
}

/** What became of a flow file, and of the files that it names. */
export interface CompiledFile extends CompileResult<TriggeredFlow> {
  readonly parsed: ParsedFlow;
  /** Full path to text of the sample and schema files; undefined where one can't be read. */
  readonly beside: ReadonlyMap<string, string | undefined>;
  /** Checks what others give when they call the flow. */
  readonly checkInputs: SchemaValidator | undefined;
  /** Checks the templates again, with what is known of the flows that are called. */
  readonly recheck: (callees: Callees) => ShapesResult;
}

/** Reads, checks and compiles one flow file with its trigger, sample and schema. */
export function compileFlowFile(source: FlowSource, surroundings: FlowSurroundings): CompiledFile {
  const parsed = parseFlow(source);
  const compiled = compileParsed(source, parsed, surroundings);
  const { document, flow } = parsed;
  const { checkInputs, sites, steps } = compiled;
  if (flow === undefined) {
    const { problems } = compiled;
    return { flow, problems, parsed, beside: new Map(), checkInputs, recheck: nothingKnown };
  }
  const trigger = compileWebhook(document, flow, surroundings);
  const found = [...trigger.problems];
  const schedules = compileSchedules(document, flow, found);
  const errors = withoutEchoes(compiled.problems, found);
  const recheck = (callees: Callees) =>
    checkShapes(document, flow, { trigger, sites, steps }, surroundings, callees);
  const checked = [
    ...recheck(new Map()).problems,
    ...checkWays(document, flow),
    ...checkSteps(document, flow),
    ...checkSecrets(document, flow),
  ];
  const problems = silenceWarnings(source.file, source.text, withoutEchoes(errors, checked));
  return {
    flow:
      compiled.flow === undefined || problems.some(isError)
        ? undefined
        : { ...compiled.flow, webhook: trigger.webhook, schedules },
    problems,
    parsed,
    beside: trigger.beside,
    checkInputs,
    recheck,
  };
}

function nothingKnown(): ShapesResult {
  return { problems: [], output: UNKNOWN };
}

/** Compiles the version that a run began with; its trigger has done its work. */
export function compileStoredFlow(
  source: FlowSource,
  surroundings: FlowSurroundings,
): CompileResult {
  const { flow, problems } = compileParsed(source, parseFlow(source), surroundings);
  return { flow, problems };
}

/** What the checks of shapes go on with: also of a flow that has errors. */
interface CompiledParts extends CompileResult {
  readonly checkInputs: SchemaValidator | undefined;
  readonly sites: readonly TemplateSite[];
  readonly steps: readonly CompiledStep[];
}

function compileParsed(
  source: FlowSource,
  parsed: ParsedFlow,
  surroundings: FlowSurroundings,
): CompiledParts {
  const { flow, document } = parsed;
  if (flow === undefined)
    return {
      flow: undefined,
      problems: parsed.problems,
      checkInputs: undefined,
      sites: [],
      steps: [],
    };
  const found: Problem[] = [];
  const compiler = new FlowStepCompiler(document, flow, surroundings, found);
  const main = compiler.list(flow.steps, ["steps"], namesAtStart(flow));
  const onFailure = compiler.list(flow.on_failure ?? [], ["on_failure"], namesAfterFailure(main));
  const whole = {
    name: flow.name,
    version: flowVersion(source.text),
    source,
    flow,
    steps: main.steps,
    onFailure: onFailure.steps,
    concurrency: compileConcurrency(document, flow, surroundings, found),
    timeoutMs: flow.timeout === undefined ? undefined : durationMs(flow.timeout),
    output: compileOutput(compiler, flow, main),
    checkInputs: compileInputs(document, flow, found),
    responds: [...allSteps(flow)].some(({ step }) => step.respond !== undefined),
  };
  found.push(...checkPlatform(document, flow));
  // A key that is misspelt may be the connection: then it is not missing too.
  const isMisspelt = parsed.problems.some(({ rule }) => rule === "unknown-key");
  const own = found.filter(({ rule }) => !(isMisspelt && rule === "missing-connection"));
  const problems = withoutEchoes(parsed.problems, own);
  return {
    flow: problems.some(isError) ? undefined : whole,
    problems,
    checkInputs: whole.checkInputs,
    sites: compiler.sites,
    steps: [...main.steps, ...onFailure.steps],
  };
}

/** A run can fail anywhere: none of its steps is sure to have been done. */
function namesAfterFailure({ known }: CompiledList): KnownNames {
  const inAny = { ...known, steps: unsure(known.steps), vars: unsure(known.vars) };
  return withRoots(inAny, "error");
}

function unsure(names: ReadonlyMap<string, Reach>): ReadonlyMap<string, Reach> {
  return new Map([...names].map(([name, reach]) => [name, reach === "sure" ? "branch" : reach]));
}

function compileOutput(
  compiler: StepCompiler,
  { output, steps }: Flow,
  { known }: CompiledList,
): TreeTemplate | undefined {
  const last = steps.at(-1);
  if (output === undefined || last === undefined) return undefined;
  return compiler.templates({ ...last }, ["output"], output, withoutSecrets(known));
}

function compileInputs(
  document: YamlDocument,
  { inputs }: Flow,
  problems: Problem[],
): SchemaValidator | undefined {
  if (inputs === undefined) return undefined;
  try {
    return userValidator({ type: "object", ...inputs });
  } catch (error) {
    const message = `this is not a JSON Schema: ${(error as Error).message}`;
    const hint = "see json-schema.org, draft 2020-12";
    problems.push(problemAt(document, ["inputs"], "wrong-schema", message, hint));
    return undefined;
  }
}

function compileConcurrency(
  document: YamlDocument,
  { concurrency, on, inputs }: Flow,
  surroundings: FlowSurroundings,
  problems: Problem[],
): CompiledConcurrency | undefined {
  if (concurrency?.key === undefined) return undefined;
  const at = ["concurrency", "key"];
  const { roots } = namesAtStart({ on, inputs });
  const allowed = new Set([...roots].filter((name) => name !== "run" && name !== "steps"));
  const key = compileTemplates(document, at, concurrency.key, allowed, problems);
  checkReferences(document, at, key, surroundings, undefined, problems);
  const { limit = 1, when_full: whenFull = "queue" } = concurrency;
  return { key, limit, whenFull };
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}

/** The content hash that names a version of a flow: 16 hexadecimal digits of SHA-256. */
function flowVersion(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
