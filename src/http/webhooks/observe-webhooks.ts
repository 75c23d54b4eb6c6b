import type { Response } from "express";
import type { Logger } from "pino";
import type { EndedRequest, WebhookMetrics } from "../../telemetry/metrics/webhook-metrics.ts";
import { notesOf } from "./request-notes.ts";
import { webhookLog } from "./webhook-log.ts";

/** Counts and logs each request when it has ended, however it ended; called before everything else. */
export function observeWebhooks(
  metrics: WebhookMetrics,
  logger: Logger,
): (response: Response) => void {
  const log = webhookLog(logger);
  return (response) => {
    const began = performance.now();
    response.once("close", () => {
      const notes = notesOf(response);
      const ended: EndedRequest = {
        flow: notes.flow,
        result: notes.result ?? (response.writableFinished ? "rejected" : "aborted"),
        status: response.statusCode,
        code: notes.code,
        seconds: (performance.now() - began) / 1_000,
      };
      metrics.ended(ended);
      log(ended, notes);
    });
  };
}
