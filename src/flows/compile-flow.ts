/**
 * Stage two of a flow's way: checked shape to something that runs. Everything that can go wrong
 * with templates and names is found here, so that a run never meets it.
 */
import { createHash } from "node:crypto";
import { durationMs } from "../documents/duration.ts";
import type { Problem } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import { checkPlatform } from "./check-platform.ts";
import { checkSecrets } from "./check-secrets.ts";
import { compileInputs } from "./compile-inputs.ts";
import { compileSchedules } from "./compile-schedules.ts";
import { checkIds, compileSteps } from "./compile-steps.ts";
import { compileTemplates } from "./compile-templates.ts";
import { compileWebhook } from "./compile-webhook.ts";
import type {
  CompiledConcurrency,
  CompiledFlow,
  FlowSource,
  FlowSurroundings,
  TriggeredFlow,
} from "./compiled-flow.ts";
import { type ParsedFlow, parseFlow, withoutEchoes } from "./parse-flow.ts";
import { checkShapes } from "./shapes/check-shapes.ts";
import { silenceWarnings } from "./silence-warnings.ts";
import { type StepTree, stepTree } from "./step-tree.ts";
import type { FlowSite } from "./steps/step-site.ts";
import { outputRoots, startRoots, stepRoots } from "./template-roots.ts";

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
}

/** Reads, checks and compiles one flow file with its trigger, sample and schema. */
export function compileFlowFile(source: FlowSource, surroundings: FlowSurroundings): CompiledFile {
  const parsed = parseFlow(source);
  const compiled = compileParsed(source, parsed, surroundings);
  if (parsed.flow === undefined)
    return { flow: undefined, problems: compiled.problems, parsed, beside: new Map() };
  const trigger = compileWebhook(parsed.document, parsed.flow);
  const found = [...trigger.problems];
  const schedules = compileSchedules(parsed.document, parsed.flow, found);
  const { document, flow } = parsed;
  const errors = withoutEchoes(compiled.problems, found);
  const checked = [
    ...checkShapes(document, flow, trigger, surroundings),
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
  };
}

/** Compiles the version that a run began with; its trigger has done its work. */
export function compileStoredFlow(
  source: FlowSource,
  surroundings: FlowSurroundings,
): CompileResult {
  return compileParsed(source, parseFlow(source), surroundings);
}

function compileParsed(
  source: FlowSource,
  parsed: ParsedFlow,
  surroundings: FlowSurroundings,
): CompileResult {
  const { flow, document } = parsed;
  if (flow === undefined) return { flow: undefined, problems: parsed.problems };
  const site: FlowSite = { document, flow, surroundings, problems: [] };
  const tree = stepTree(flow);
  checkIds(site, tree);
  const parts = compileParts(site, tree);
  site.problems.push(...checkPlatform(document, flow));
  // A key that is misspelt may be the connection: then it is not missing too.
  const isMisspelt = parsed.problems.some(({ rule }) => rule === "unknown-key");
  const own = site.problems.filter(({ rule }) => !(isMisspelt && rule === "missing-connection"));
  const problems = withoutEchoes(parsed.problems, own);
  if (problems.some(isError)) return { flow: undefined, problems };
  const version = flowVersion(source.text);
  return { flow: { name: flow.name, version, source, flow, ...parts }, problems };
}

/** All of a flow that is compiled, besides its triggers. */
function compileParts(
  site: FlowSite,
  tree: StepTree,
): Omit<CompiledFlow, "name" | "version" | "source" | "flow"> {
  const { document, flow, problems } = site;
  const roots = stepRoots(flow);
  const { timeout } = flow;
  const output: unknown = flow.output;
  return {
    steps: compileSteps(site, tree.steps, roots),
    concurrency: compileConcurrency(site, flow),
    timeoutMs: timeout === undefined ? undefined : durationMs(timeout),
    onFailure: compileSteps(site, tree.onFailure, new Set([...roots, "error"])),
    output:
      output === undefined
        ? undefined
        : compileTemplates(document, ["output"], output, outputRoots(flow), problems),
    checkInputs: compileInputs(site),
    responds: tree.all.some(({ kind }) => kind === "respond"),
  };
}

function compileConcurrency(
  { document, problems }: FlowSite,
  flow: Flow,
): CompiledConcurrency | undefined {
  const { key, limit = 1, when_full = "queue" } = flow.concurrency ?? {};
  if (key === undefined) return undefined;
  const at = ["concurrency", "key"];
  const template = compileTemplates(document, at, key, startRoots(flow), problems);
  return { key: template, limit, whenFull: when_full };
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}

/** The content hash that names a version of a flow: 16 hexadecimal digits of SHA-256. */
function flowVersion(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
