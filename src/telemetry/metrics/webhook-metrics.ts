import { Counter, Histogram, type Registry } from "prom-client";
import { Children, LabelValues } from "./label-values.ts";

/** How a request on the webhook listener went. */
export type WebhookResult =
  | "accepted"
  | "duplicate"
  | "dropped"
  | "callback"
  | "messages"
  | "trial"
  | "rejected"
  | "aborted";

/** A request that has ended. */
export interface EndedRequest {
  /** The flow that listens on the path; undefined when none does. */
  readonly flow: string | undefined;
  readonly result: WebhookResult;
  readonly status: number;
  /** The code of the error that it was answered. */
  readonly code: string | undefined;
  readonly seconds: number;
}

/** More error codes than the program has: its own are below, and a mistake can't grow the label. */
const MOST_CODES = 100;

/** Counts what the webhook listener answers. */
export class WebhookMetrics {
  readonly #flows: LabelValues;
  readonly #codes = new LabelValues(MOST_CODES);
  readonly #taken: Counter;
  readonly #rejected: Counter;
  readonly #seconds: Histogram;
  readonly #takenOf: Children<{ inc(): void }>;
  readonly #secondsOf: Children<{ observe(seconds: number): void }>;

  constructor(registry: Registry, flows: LabelValues) {
    const registers = [registry];
    this.#flows = flows;
    this.#taken = new Counter({
      name: "ahaflow_webhooks_total",
      help: "Webhooks that were taken, by flow and result: accepted (a new run), duplicate (a repeat by its dedupe key), dropped (when_full: drop).",
      labelNames: ["flow", "result"],
      registers,
    });
    this.#rejected = new Counter({
      name: "ahaflow_webhooks_rejected_total",
      help: "Webhooks that started no run, by HTTP status and error code; flow is empty when no flow listens on the path.",
      labelNames: ["flow", "status", "code"],
      registers,
    });
    this.#seconds = new Histogram({
      name: "ahaflow_webhook_duration_seconds",
      help: "Time from the head of a request on the webhook listener to the end of its answer, by result; callback and messages are requests that belong to a run, trial those by which a sender asks whether somebody is there, aborted ones went away before the answer.",
      labelNames: ["result"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
      registers,
    });
    this.#takenOf = new Children((flow, result) => this.#taken.labels(flow, result));
    this.#secondsOf = new Children((result) => this.#seconds.labels(result));
  }

  ended({ flow, result, status, code, seconds }: EndedRequest): void {
    this.#secondsOf.of(result, "").observe(seconds);
    const name = flow === undefined ? "" : this.#flows.bounded(flow);
    if (result === "accepted" || result === "duplicate" || result === "dropped")
      this.#takenOf.of(name, result).inc();
    else if (result === "rejected")
      this.#rejected.inc({
        flow: name,
        status: String(status),
        code: this.#codes.bounded(code ?? "other"),
      });
  }
}
