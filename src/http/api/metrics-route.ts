import type { RequestHandler } from "express";
import type { Metrics } from "../../telemetry/metrics/metrics.ts";

/** `GET /metrics` in Prometheus' text format. */
export function metricsRoute({ registry }: Pick<Metrics, "registry">): RequestHandler {
  return async (_request, response) => {
    const text = await registry.metrics();
    // Not by response.type(): it would add a second charset.
    response.setHeader("content-type", registry.contentType);
    response.end(text);
  };
}
