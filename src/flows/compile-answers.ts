import { durationMs } from "../documents/duration.ts";
import { checkLiteralAnswer, checkLiteralHeaders } from "./answer.ts";
import type { CompiledAnswers } from "./compiled-flow.ts";
import { type SourceTree, withInner } from "./source-tree.ts";
import type { FlowSite } from "./steps/step-site.ts";

const FALLBACK = ["on", "webhook", "respond", "fallback"];

/** How the webhook of a flow is answered; undefined when no step responds. */
export function compileAnswers(site: FlowSite, tree: SourceTree): CompiledAnswers | undefined {
  const { timeout = "8s", fallback, when_failed } = site.flow.on?.webhook?.respond ?? {};
  const { status = 200, headers = {}, body = {} } = fallback ?? {};
  checkLiteralHeaders(site, [...FALLBACK, "headers"], headers);
  checkLiteralAnswer(site, [...FALLBACK, "body"], body);
  if (tree.all.every(({ kind }) => kind !== "respond")) return undefined;
  return {
    timeoutMs: durationMs(timeout),
    fallback: { status, headers, body },
    whenFailed: when_failed ?? (fallback === undefined ? "error" : "fallback"),
    afterFailure: tree.onFailure.nodes.flatMap(withInner).some(({ kind }) => kind === "respond"),
  };
}
