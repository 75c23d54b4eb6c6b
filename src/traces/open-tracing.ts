/**
 * Sends spans to a collector, over OTLP. Loaded only when somebody asked for traces: the libraries
 * take time and memory.
 */

import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type ReadableSpan,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Logger } from "pino";
import type { Changes } from "../journal/changes.ts";
import type { RunRecord } from "../journal/records.ts";
import type { TraceSettings } from "../settings/settings.ts";
import { GivenIds } from "./ids.ts";
import { RunSpans } from "./run-spans.ts";

export interface TracingOptions {
  readonly settings: TraceSettings;
  /** ahaflow's own. */
  readonly version: string;
  readonly changes: Changes;
  /** A run of the journal. */
  readonly runOf: (id: string) => Promise<RunRecord | undefined>;
  readonly logger: Logger;
}

export interface Tracing {
  /** What a call sends along, so that the other side's spans belong to the same trace. */
  readonly traceParent: RunSpans["traceParent"];
  /** Sends what is left. */
  close(): Promise<void>;
}

/** Also how long a stop waits for a collector that is away, in milliseconds. */
const LONGEST_EXPORT_MS = 3_000;

/** How often it is said that spans could not be sent, in milliseconds. */
const QUIET_MS = 60_000;

export function openTracing({ settings, version, changes, ...options }: TracingOptions): Tracing {
  const ids = new GivenIds();
  const exporter = new OTLPTraceExporter({ url: settings.url, timeoutMillis: LONGEST_EXPORT_MS });
  const provider = new TracerProvider({
    idGenerator: ids,
    sampler: samplerOf(settings),
    resource: resourceFromAttributes({
      "service.name": settings.serviceName,
      "service.version": version,
    }).merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new TellingExporter(exporter, options.logger) }),
    ],
  });
  const spans = new RunSpans(provider.getTracer("ahaflow", version), ids, options.runOf);
  const unhear = changes.hear((change) => spans.hear(change));
  return {
    traceParent: (...call) => spans.traceParent(...call),
    async close() {
      unhear();
      spans.endAll();
      // What can't be sent has its line in the log.
      await provider.shutdown().catch(() => undefined);
    },
  };
}

function samplerOf({ sampler, ratio }: TraceSettings): Sampler {
  const [, isParentBased, name] = /^(parentbased_)?(.*)$/.exec(sampler) ?? [];
  const root =
    name === "always_off"
      ? new AlwaysOffSampler()
      : name === "traceidratio"
        ? new TraceIdRatioBasedSampler(ratio)
        : new AlwaysOnSampler();
  return isParentBased === undefined ? root : new ParentBasedSampler({ root });
}

/** Says in the log, once a minute, that spans could not be sent. */
class TellingExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #logger: Logger;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(exporter: SpanExporter, logger: Logger) {
    this.#exporter = exporter;
    this.#logger = logger;
  }

  export(spans: ReadableSpan[], done: Parameters<SpanExporter["export"]>[1]): void {
    this.#exporter.export(spans, (result) => {
      if (result.error !== undefined && performance.now() - this.#toldAt > QUIET_MS) {
        this.#toldAt = performance.now();
        this.#logger.warn(
          { spans: spans.length, error: result.error.message },
          "traces can't be sent to OTEL_EXPORTER_OTLP_ENDPOINT; told once a minute",
        );
      }
      done(result);
    });
  }

  forceFlush(): Promise<void> {
    return this.#exporter.forceFlush?.() ?? Promise.resolve();
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}
