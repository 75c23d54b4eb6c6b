/**
 * The metrics of one daemon, in Prometheus' text format. Everything is in a registry of its own, and
 * every label is bounded: flows by the catalog, actions by the registry, the rest by closed lists.
 */
import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  type GaugeConfiguration,
  Registry,
} from "prom-client";
import { ConnectionMetrics } from "./connection-metrics.ts";
import { JournalMetrics } from "./journal-metrics.ts";
import { LabelValues } from "./label-values.ts";
import { ReloadMetrics } from "./reload-metrics.ts";
import { RunMetrics } from "./run-metrics.ts";
import { WebhookMetrics } from "./webhook-metrics.ts";

/** More flows than a daemon has, also over many reloads with other names. */
const MOST_FLOWS = 10_000;

/** How exactly the event loop's lag is measured, in milliseconds: each wakes the process. */
const LAG_PRECISION_MS = 20;

/** How many runs there are now, by state. */
export interface RunCounts {
  readonly queued: number;
  readonly running: number;
  readonly waiting: number;
  /** Those that are worked on or wait for their turn, and are in memory. */
  readonly backlog: number;
}

/** What became of a slot of a schedule. */
export type SlotResult = "fired" | "missed" | "failed";

export class Metrics {
  readonly registry = new Registry();
  readonly #flows = new LabelValues(MOST_FLOWS);
  readonly webhooks = new WebhookMetrics(this.registry, this.#flows);
  readonly runs = new RunMetrics(this.registry, this.#flows);
  readonly journal = new JournalMetrics(this.registry);
  readonly reloads = new ReloadMetrics(this.registry);
  readonly connections = new ConnectionMetrics(this.registry);
  readonly #slots: Counter;
  #countRuns: () => RunCounts = () => ({
    queued: 0,
    running: 0,
    waiting: 0,
    backlog: 0,
  });

  /** @param version ahaflow's own */
  constructor(version: string) {
    const registers = [this.registry];
    const build = new Gauge({
      name: "ahaflow_build_info",
      help: "1, with the version of ahaflow.",
      labelNames: ["version"],
      registers,
    });
    build.set({ version }, 1);
    gaugeRuns(this.registry, () => this.#countRuns());
    this.#slots = new Counter({
      name: "ahaflow_schedule_slots_total",
      help: "Slots of schedules that have come, by flow and result: fired (a run began), missed (passed while the daemon was down, and not made up for), failed (no run could be made).",
      labelNames: ["flow", "result"],
      registers,
    });
    collectDefaultMetrics({
      register: this.registry,
      eventLoopMonitoringPrecision: LAG_PRECISION_MS,
    });
  }

  /** Says how to count runs: asked at each scrape, so it has to be cheap. */
  countRunsBy(count: () => RunCounts): void {
    this.#countRuns = count;
  }

  slotsPassed(flow: string, result: SlotResult, count = 1): void {
    if (count > 0) this.#slots.inc({ flow: this.#flows.bounded(flow), result }, count);
  }
}

function gaugeRuns(registry: Registry, countRuns: () => RunCounts): void {
  const states: GaugeConfiguration<"state"> = {
    name: "ahaflow_runs",
    help: "Runs that have not ended, by state: queued (waits for its turn), running (is worked on), waiting (for a time, a callback or another run).",
    labelNames: ["state"],
    registers: [],
    collect() {
      const { queued, running, waiting } = countRuns();
      for (const [state, count] of Object.entries({ queued, running, waiting }))
        this.set({ state }, count);
    },
  };
  const backlog: GaugeConfiguration<string> = {
    name: "ahaflow_backlog_runs",
    help: "Runs that were accepted and are worked on or wait for their turn; those that wait for a time or a callback don't count.",
    registers: [],
    collect() {
      this.set(countRuns().backlog);
    },
  };
  for (const gauge of [new Gauge(states), new Gauge(backlog)]) registry.registerMetric(gauge);
}
