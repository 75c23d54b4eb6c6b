/**
 * Stage two of a flow's way: checked shape to something that runs. Everything that can go wrong
 * with templates and names is found here, so that a run never meets it.
 */
import { createHash } from "node:crypto";
import type { Problem } from "../errors.ts";
import { checkPlatform } from "./check-platform.ts";
import { checkReferences } from "./check-references.ts";
import { checkSecrets } from "./check-secrets.ts";
import { compileSchedules } from "./compile-schedules.ts";
import { compileSteps } from "./compile-steps.ts";
import { compileTemplates } from "./compile-templates.ts";
import { compileWebhook } from "./compile-webhook.ts";
import type { CompiledFlow, FlowSource, FlowSurroundings, TriggeredFlow } from "./compiled-flow.ts";
import { type ParsedFlow, parseFlow, withoutEchoes } from "./parse-flow.ts";
import { checkShapes } from "./shapes/check-shapes.ts";
import { silenceWarnings } from "./silence-warnings.ts";

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
  const trigger = compileWebhook(parsed.document, parsed.flow, surroundings);
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
  const found: Problem[] = [];
  const steps = compileSteps(document, flow, surroundings, found);
  const concurrency = flow.concurrency?.key === undefined ? undefined : flow.concurrency;
  const key =
    concurrency &&
    compileTemplates(document, ["concurrency", "key"], concurrency.key, CONCURRENCY_ROOTS, found);
  if (key !== undefined)
    checkReferences(document, ["concurrency", "key"], key, surroundings, undefined, found);
  found.push(...checkPlatform(document, flow));
  // A key that is misspelt may be the connection: then it is not missing too.
  const isMisspelt = parsed.problems.some(({ rule }) => rule === "unknown-key");
  const own = found.filter(({ rule }) => !(isMisspelt && rule === "missing-connection"));
  const problems = withoutEchoes(parsed.problems, own);
  if (problems.some(isError)) return { flow: undefined, problems };
  return {
    flow: {
      name: flow.name,
      version: flowVersion(source.text),
      source,
      flow,
      steps,
      concurrency: key && { key, limit: concurrency?.limit ?? 1 },
    },
    problems,
  };
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}

const CONCURRENCY_ROOTS = new Set(["flow", "secrets", "trigger", "vars"]);

/** The content hash that names a version of a flow: 16 hexadecimal digits of SHA-256. */
function flowVersion(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
