import type { AnyDaemon } from "./daemon.ts";
import { json, type RecordingServer, startUpstream } from "./upstream.ts";

/** A span as a collector gets it over OTLP. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** As OTLP counts them: 2 is a server's, 3 a client's. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The spans that it is linked to. */
  readonly links: readonly string[];
  readonly isFailed: boolean;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
}

/** Takes spans over OTLP, as a collector does. */
export class Collector {
  readonly #server: RecordingServer;

  static async start(): Promise<Collector> {
    const server = await startUpstream();
    server.answer = json(200, {});
    return new Collector(server);
  }

  constructor(server: RecordingServer) {
    this.#server = server;
  }

  /** The environment of a daemon that sends here. */
  get environment(): Record<string, string> {
    return { OTEL_EXPORTER_OTLP_ENDPOINT: this.#server.url };
  }

  /** Every span, once the daemon has stopped and sent what it had. */
  async spansOf(daemon: AnyDaemon): Promise<ReceivedSpan[]> {
    await daemon.stop();
    return this.#server.arrivals.flatMap(({ json }) => spansIn(json as Exported));
  }

  /** All that came, as text. */
  get text(): string {
    return this.#server.arrivals.map(({ text }) => text).join("\n");
  }
}

interface Exported {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code?: number };
}

function spansIn({ resourceSpans }: Exported): ReceivedSpan[] {
  return resourceSpans
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
    .map(({ parentSpanId, attributes, links = [], status, ...span }) => ({
      ...span,
      parentSpanId,
      attributes: Object.fromEntries(
        attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
      ),
      links: links.map(({ traceId, spanId }) => `${traceId}-${spanId}`),
      isFailed: status.code === 2,
      start: Number(BigInt(span.startTimeUnixNano) / 1_000_000n),
      end: Number(BigInt(span.endTimeUnixNano) / 1_000_000n),
    }));
}
