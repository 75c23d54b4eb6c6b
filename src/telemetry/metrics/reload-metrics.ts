import { Counter, Gauge, type Registry } from "prom-client";

/** Says how reloads of flows and configuration go. */
export class ReloadMetrics {
  readonly #reloads: Counter;
  readonly #lastOk: Gauge;
  readonly #lastOkAt: Gauge;
  readonly #flows: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#reloads = new Counter({
      name: "ahaflow_reloads_total",
      help: "Reloads of flows and configuration, the start included, by cause (start, watch, signal, api) and result: loaded, unchanged, refused (mistakes in the files), error (a bug).",
      labelNames: ["cause", "result"],
      registers,
    });
    this.#lastOk = new Gauge({
      name: "ahaflow_last_reload_successful",
      help: "1 when the last reload found no mistakes, else 0: the flows of before go on.",
      registers,
    });
    this.#lastOkAt = new Gauge({
      name: "ahaflow_last_reload_success_timestamp_seconds",
      help: "When files were last found good, in seconds since 1970.",
      registers,
    });
    this.#flows = new Gauge({ name: "ahaflow_flows", help: "Flows that are live.", registers });
  }

  reloaded(
    cause: string,
    result: "loaded" | "unchanged" | "refused" | "error",
    flows: number,
  ): void {
    this.#reloads.inc({ cause, result });
    this.#flows.set(flows);
    const ok = result === "loaded" || result === "unchanged";
    this.#lastOk.set(ok ? 1 : 0);
    if (ok) this.#lastOkAt.setToCurrentTime();
  }
}
