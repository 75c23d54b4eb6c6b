/**
 * Stage two of a flow's way: checked shape to something that runs. Everything that can go wrong
 * with templates and names is found here, so that a run never meets it.
 */
import { createHash } from "node:crypto";
import type { Problem } from "../errors.ts";
import { checkPlatform } from "./check-platform.ts";
import { checkReferences } from "./check-references.ts";
import { compileSteps } from "./compile-steps.ts";
import { compileTemplates } from "./compile-templates.ts";
import { compileWebhook } from "./compile-webhook.ts";
import type { CompiledFlow, FlowSource, FlowSurroundings, TriggeredFlow } from "./compiled-flow.ts";
import { type ParsedFlow, parseFlow, withoutEchoes } from "./parse-flow.ts";

/** What a flow file became: a flow when there are no errors; warnings go with it. */
export interface CompileResult<T extends CompiledFlow = CompiledFlow> {
  readonly flow: T | undefined;
  readonly problems: readonly Problem[];
}

/** Reads, checks and compiles one flow file with its trigger, sample and schema. */
export function compileFlowFile(
  source: FlowSource,
  surroundings: FlowSurroundings,
): CompileResult<TriggeredFlow> & { readonly parsed: ParsedFlow } {
  const parsed = parseFlow(source);
  const compiled = compileParsed(source, parsed, surroundings);
  if (parsed.flow === undefined) return { flow: undefined, problems: compiled.problems, parsed };
  const trigger = compileWebhook(parsed.document, parsed.flow, surroundings);
  const problems = withoutEchoes(compiled.problems, trigger.problems);
  return {
    flow:
      compiled.flow === undefined || problems.some(isError)
        ? undefined
        : { ...compiled.flow, webhook: trigger.webhook },
    problems,
    parsed,
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
