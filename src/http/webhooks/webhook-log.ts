import type { Logger } from "pino";
import type { RequestChange } from "../../journal/changes.ts";
import type { WebhookResult } from "../../telemetry/metrics/webhook-metrics.ts";

/** How often refusals of one code are told at most, in milliseconds: strangers don't fill the log. */
const QUIET_MS = 60_000;

const MESSAGES: { readonly [result in WebhookResult]: string } = {
  accepted: "webhook accepted",
  duplicate: "webhook repeated: its run is there already",
  dropped: "webhook accepted, its run dropped: the concurrency key has no place",
  callback: "callback delivered to its run",
  messages: "messages fetched",
  trial: "trial or handshake answered",
  rejected: "webhook rejected",
  aborted: "the sender went away before the answer",
};

/**
 * Logs what the webhook listener answers: each request at debug, and at warn that requests are
 * refused, once a minute for each code. A path that no flow has is no reason to warn: the internet
 * is full of scanners. Of a path only the flow's template is shown, of a query nothing.
 */
export function webhookLog(logger: Logger): (request: RequestChange) => void {
  const refused = new Map<string, { toldAt: number; count: number }>();
  return ({ result, flow, status, code, seconds, requestId, runId, path, address }) => {
    const warns = result === "rejected" && code !== "no_such_path" && status < 500;
    if (!warns && !logger.isLevelEnabled("debug")) return;
    const fields = {
      request_id: requestId,
      run_id: runId,
      flow,
      path,
      status,
      code,
      duration_ms: Math.round(seconds * 1_000),
    };
    logger.debug(fields, MESSAGES[result]);
    if (!warns) return;
    const told = refused.get(code ?? "") ?? { toldAt: Number.NEGATIVE_INFINITY, count: 0 };
    refused.set(code ?? "", told);
    told.count++;
    const now = performance.now();
    if (now - told.toldAt < QUIET_MS) return;
    logger.warn(
      { ...fields, address, rejected: told.count },
      "webhooks are rejected; told once a minute for each code",
    );
    told.toldAt = now;
    told.count = 0;
  };
}
