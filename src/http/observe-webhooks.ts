import type { RequestHandler } from "express";
import type { WebhookMetrics } from "../telemetry/metrics/webhook-metrics.ts";
import { notesOf } from "./request-notes.ts";

/** Counts each request when it has ended, however it ended; stands before everything else. */
export function observeWebhooks(metrics: WebhookMetrics): RequestHandler {
  return (_request, response, next) => {
    const began = performance.now();
    response.once("close", () => {
      const { flow, result, code } = notesOf(response);
      const status = response.statusCode;
      metrics.ended({
        flow,
        result: result ?? (response.writableFinished ? "rejected" : "aborted"),
        status,
        code,
        seconds: (performance.now() - began) / 1_000,
      });
    });
    next();
  };
}
