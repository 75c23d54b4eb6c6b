import { durationMs } from "../documents/duration.ts";
import { checkBodyAllowed, checkLiteralAnswer, checkLiteralHeaders } from "./answer.ts";
import { itemsOf } from "./compile-sender.ts";
import type { CompiledAnswers } from "./compiled-flow.ts";
import { problemAt } from "./parse-flow.ts";
import { type SourceTree, withInner } from "./source-tree.ts";
import type { FlowSite } from "./steps/step-site.ts";

const FALLBACK = ["on", "webhook", "respond", "fallback"];

/** How the webhook of a flow is answered; undefined when no step responds. */
export function compileAnswers(site: FlowSite, tree: SourceTree): CompiledAnswers | undefined {
  const { timeout = "8s", fallback, when_failed } = site.flow.on?.webhook?.respond ?? {};
  const { status = 200, headers = {}, body = {} } = fallback ?? {};
  checkLiteralHeaders(site, [...FALLBACK, "headers"], headers);
  checkLiteralAnswer(site, [...FALLBACK, "body"], body);
  checkBodyAllowed(site, FALLBACK, fallback ?? {});
  if (tree.all.every(({ kind }) => kind !== "respond")) return undefined;
  if (site.flow.on?.webhook?.accepted !== undefined)
    site.problems.push(
      problemAt(
        site.document,
        ["on", "webhook", "accepted"],
        "wrong-value",
        "this is never answered: the flow has a `respond` step",
        "take it away, or let the step say it; what is said in its place is in respond.fallback",
      ),
    );
  if (itemsOf(site.flow.on?.webhook) !== undefined)
    site.problems.push(
      problemAt(
        site.document,
        ["on", "webhook"],
        "wrong-value",
        "a delivery with a list starts several runs, and no step of them can answer it",
        "take the `respond` steps away, and say what is answered in `accepted`",
      ),
    );
  return {
    timeoutMs: durationMs(timeout),
    fallback: { status, headers, body },
    whenFailed: when_failed ?? (fallback === undefined ? "error" : "fallback"),
    afterFailure: tree.onFailure.nodes.flatMap(withInner).some(({ kind }) => kind === "respond"),
  };
}
