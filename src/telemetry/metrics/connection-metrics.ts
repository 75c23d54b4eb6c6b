import { Gauge, type Registry } from "prom-client";

/** How open a circuit breaker is, as a number for alerts. */
const BREAKER_STATES = { closed: 0, half_open: 1, open: 2 } as const;

/** Says how the connections are. */
export class ConnectionMetrics {
  readonly #breaker: Gauge;
  readonly #known = new Set<string>();

  constructor(registry: Registry) {
    this.#breaker = new Gauge({
      name: "ahaflow_connection_breaker_state",
      help: "The circuit breaker of a connection: 0 closed (calls go out), 1 half open (one is tried), 2 open (runs wait).",
      labelNames: ["connection"],
      registers: [registry],
    });
  }

  breakerChanged(connection: string, state: keyof typeof BREAKER_STATES): void {
    this.#known.add(connection);
    this.#breaker.set({ connection }, BREAKER_STATES[state]);
  }

  /** Forgets the connections that a reload has taken away. */
  keep(connections: ReadonlySet<string>): void {
    for (const connection of this.#known) {
      if (connections.has(connection)) continue;
      this.#breaker.remove({ connection });
      this.#known.delete(connection);
    }
  }
}
