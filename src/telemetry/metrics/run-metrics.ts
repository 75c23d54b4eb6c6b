import { Counter, Histogram, type Registry } from "prom-client";
import { Children, type LabelValues } from "./label-values.ts";

/** Counts what the engine does; it is told of each event. */
export class RunMetrics {
  readonly #flows: LabelValues;
  readonly #started: Children<{ inc(): void }>;
  readonly #finished: Children<{ inc(): void }>;
  readonly #withFailures: Children<{ inc(): void }>;
  readonly #steps: Children<{ observe(seconds: number): void }>;
  readonly #attempts: Children<{ inc(): void }>;
  readonly #retries: Children<{ inc(): void }>;

  constructor(registry: Registry, flows: LabelValues) {
    this.#flows = flows;
    const counter = (name: string, help: string, labelNames: string[]) =>
      new Counter({ name, help, labelNames, registers: [registry] });
    const started = counter(
      "ahaflow_runs_started_total",
      "Runs that were accepted, by flow and source: webhook, schedule, manual, call.",
      ["flow", "source"],
    );
    this.#started = new Children((flow, source) => started.labels(flow, source));
    const finished = counter(
      "ahaflow_runs_finished_total",
      "Runs that have ended, by flow and status: succeeded, failed, cancelled.",
      ["flow", "status"],
    );
    this.#finished = new Children((flow, status) => finished.labels(flow, status));
    const withFailures = counter(
      "ahaflow_runs_with_failed_steps_total",
      "Runs that ended well, by flow and status (succeeded, cancelled), in which steps failed all the same: caught, or with continue_on_error.",
      ["flow", "status"],
    );
    this.#withFailures = new Children((flow, status) => withFailures.labels(flow, status));
    const steps = new Histogram({
      name: "ahaflow_step_duration_seconds",
      help: "Time from the start of a step with an action to its end, waits between tries included, by action and status: succeeded, failed, cancelled.",
      labelNames: ["action", "status"],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800],
      registers: [registry],
    });
    this.#steps = new Children((action, status) => steps.labels(action, status));
    const attempts = counter(
      "ahaflow_attempts_total",
      "Tries of actions that have ended, by action and outcome: succeeded, or the reason of the failure.",
      ["action", "outcome"],
    );
    this.#attempts = new Children((action, outcome) => attempts.labels(action, outcome));
    const retries = counter(
      "ahaflow_retries_total",
      "Failed tries of actions after which another one is due, by action.",
      ["action"],
    );
    this.#retries = new Children((action) => retries.labels(action));
  }

  runStarted(flow: string, source: string): void {
    this.#started.of(this.#flows.bounded(flow), source).inc();
  }

  runFinished(flow: string, status: string, failedSteps: number): void {
    const name = this.#flows.bounded(flow);
    this.#finished.of(name, status).inc();
    if (failedSteps > 0 && status !== "failed") this.#withFailures.of(name, status).inc();
  }

  stepEnded(action: string, status: string, seconds: number): void {
    this.#steps.of(action, status).observe(seconds);
  }

  attemptEnded(action: string, outcome: string): void {
    this.#attempts.of(action, outcome).inc();
  }

  retryDue(action: string): void {
    this.#retries.of(action, "").inc();
  }
}
