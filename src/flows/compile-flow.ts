/**
 * Stage two of a flow's way: checked shape to something that runs. Everything that can go wrong
 * with templates and names is found here, so that a run never meets it.
 */
import { createHash } from "node:crypto";
import { durationMs } from "../documents/duration.ts";
import type { Problem } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import { checkKeys } from "./check-keys.ts";
import { checkKnownTexts } from "./check-known-texts.ts";
import { checkPlatforms } from "./check-platforms.ts";
import { checkRepeats } from "./check-repeats.ts";
import { checkResends } from "./check-resends.ts";
import { checkSecrets } from "./check-secrets.ts";
import { checkUnread } from "./check-unread.ts";
import { compileAnswers } from "./compile-answers.ts";
import { compileInputs } from "./compile-inputs.ts";
import { compileOutputs, type DeclaredOutputs } from "./compile-outputs.ts";
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
import { withoutFollowers } from "./followers.ts";
import { mockedBodies } from "./mocked-bodies.ts";
import { type ParsedFlow, parseFlow, withoutEchoes } from "./parse-flow.ts";
import { BesideFiles } from "./read-beside.ts";
import { checkRegistersOver } from "./registration.ts";
import type { Callees } from "./shapes/callees.ts";
import { checkShapes } from "./shapes/check-shapes.ts";
import { type Shape, UNKNOWN } from "./shapes/shape.ts";
import { silenceWarnings } from "./silence-warnings.ts";
import { type SourceTree, sourceTree } from "./source-tree.ts";
import { mapSteps } from "./step-tree.ts";
import type { FlowSite } from "./steps/step-site.ts";
import { outputRoots, startRoots, stepRoots } from "./template-roots.ts";
import { checkWays } from "./ways/check-ways.ts";

/** What a flow file became: a flow when there are no errors; warnings go with it. */
export interface CompileResult<T extends CompiledFlow = CompiledFlow> {
  readonly flow: T | undefined;
  readonly problems: readonly Problem[];
}

/** A flow file after all checks. */
export interface CheckedFlow extends CompileResult<TriggeredFlow> {
  /** What the flow's `output` gives. */
  readonly output: Shape;
}

/** What became of a flow file, and of the files that it names. */
export interface CompiledFile {
  readonly parsed: ParsedFlow;
  /** Full path to text of the sample and schema files; undefined where one can't be read. */
  readonly beside: BesideFiles["texts"];
  /** The same of the tests that were looked into. */
  readonly unnamed: BesideFiles["unnamed"];
  /** The flows that it calls. */
  readonly calls: readonly string[];
  /** Checks what depends on the flows that it calls; without calls, nothing is left to do. */
  readonly check: (callees: Callees) => CheckedFlow;
}

const NO_CALLEES: Callees = { find: () => undefined, names: undefined };

/** Reads and compiles one flow file with its trigger, sample and schema. */
export function compileFlowFile(source: FlowSource, surroundings: FlowSurroundings): CompiledFile {
  const parsed = parseFlow(source);
  const { document, flow } = parsed;
  const compiled = compileParsed(source, parsed, surroundings);
  const files = new BesideFiles(document);
  const { texts: beside, unnamed } = files;
  if (flow === undefined) {
    const problems = silenceWarnings(source.file, source.text, compiled.problems);
    const checked = { flow: undefined, problems, output: UNKNOWN };
    return { parsed, beside, unnamed, calls: [], check: () => checked };
  }
  const trigger = compileWebhook(document, flow, files);
  const found = [...trigger.problems];
  const schedules = compileSchedules(document, flow, found);
  const tree = sourceTree(flow);
  const declared = compileOutputs(document, tree, files, found);
  const mocked = mockedBodies(source, flow, tree, declared, (file) => files.textOf(file));
  const bodies = new Map([
    ...mocked,
    ...[...declared].map(([id, { shape }]) => [id, shape] as const),
  ]);
  const errors = withoutEchoes(compiled.problems, found);
  const calls = tree.all.flatMap(({ kind, step }) => (kind === "call" ? [step.call ?? ""] : []));
  const rest = [
    ...checkWays(document, flow, tree),
    ...checkRegistersOver(document, flow, surroundings),
    ...checkRepeats(document, flow, tree, surroundings.actions),
    ...checkResends(document, flow, tree),
    ...checkSecrets(document, flow),
    ...checkKeys(document, flow, tree),
    ...checkUnread(document, tree, Object.keys(surroundings.vars)),
    ...checkKnownTexts(document, tree, surroundings.vars),
  ];
  // One object however often it is checked: a reload tells by it whether the flow has changed.
  const live = compiled.flow && {
    ...withOutputs(compiled.flow, declared),
    webhook: trigger.webhook,
    schedules,
  };
  const check = (callees: Callees): CheckedFlow => {
    const shapes = checkShapes({ document, flow, tree, trigger, bodies, surroundings }, callees);
    const own = withoutFollowers([...shapes.problems, ...rest], parsed.lost);
    const all = withoutEchoes(errors, own);
    const problems = silenceWarnings(source.file, source.text, all);
    return {
      flow: problems.some(isError) ? undefined : live,
      problems,
      output: shapes.output,
    };
  };
  if (calls.length > 0) return { parsed, beside, unnamed, calls, check };
  const checked = check(NO_CALLEES);
  return { parsed, beside, unnamed, calls, check: () => checked };
}

/** The flow with what its steps declare: no run asks for it, so a stored version has none. */
function withOutputs(flow: CompiledFlow, declared: DeclaredOutputs): CompiledFlow {
  if (declared.size === 0) return flow;
  return mapSteps(flow, (step) => {
    const output = declared.get(step.id);
    return step.kind === "uses" && output !== undefined ? { ...step, declared: output } : step;
  });
}

/** Compiles the version that a run began with; its trigger has done its work. */
export function compileStoredFlow(
  source: FlowSource,
  surroundings: FlowSurroundings,
): CompileResult {
  const parsed = parseFlow(source);
  // What YAML reads otherwise than was meant is for files: a run that was accepted goes on with it.
  const problems = parsed.problems.filter(
    ({ rule }) => parsed.document.value === undefined || !rule.startsWith("yaml-"),
  );
  return compileParsed(source, { ...parsed, problems }, surroundings);
}

function compileParsed(
  source: FlowSource,
  parsed: ParsedFlow,
  surroundings: FlowSurroundings,
): CompileResult {
  const { flow, document } = parsed;
  if (flow === undefined) return { flow: undefined, problems: parsed.problems };
  const site: FlowSite = { document, flow, surroundings, problems: [] };
  const tree = sourceTree(flow);
  checkIds(site, tree);
  const parts = compileParts(site, tree);
  site.problems.push(...checkPlatforms(document, tree));
  // A key that is misspelt may be the connection: then it is not missing too.
  const isMisspelt = parsed.problems.some(({ rule }) => rule === "unknown-key");
  const own = withoutFollowers(site.problems, parsed.lost).filter(
    ({ rule }) => !(isMisspelt && rule === "missing-connection"),
  );
  const problems = withoutEchoes(parsed.problems, own);
  if (problems.some(isError)) return { flow: undefined, problems };
  const version = flowVersion(source.text);
  const { name, was = [] } = flow;
  return { flow: { name, was, version, source, flow, ...parts }, problems };
}

/** All of a flow that is compiled, besides its triggers. */
function compileParts(
  site: FlowSite,
  tree: SourceTree,
): Omit<CompiledFlow, "name" | "was" | "version" | "source" | "flow"> {
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
    answers: compileAnswers(site, tree),
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
