import type { WebhookPayload } from "../../journal/records.ts";

/** A request on the webhook listener, and what it was answered. */
export interface Delivery extends WebhookPayload {
  /** The flow that listens on the path; null when none does. */
  readonly flow: string | null;
  readonly status: number;
  readonly run_id: string | null;
  /** Why it was refused. */
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: unknown;
  } | null;
}

/** Passes deliveries on to whoever looks at them now; nothing is kept. */
export class Deliveries {
  readonly #redact: (value: unknown) => unknown;
  readonly #watchers = new Set<(delivery: Delivery) => void>();

  /** @param redact masks secrets in plain data */
  constructor(redact: (value: unknown) => unknown) {
    this.#redact = redact;
  }

  /** Whether anybody looks: without, nothing has to be made. */
  get watched(): boolean {
    return this.#watchers.size > 0;
  }

  /** Calls `watcher` for each delivery from now on, until what it returns is called. */
  watch(watcher: (delivery: Delivery) => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  publish(delivery: Delivery): void {
    const shown = this.#redact(delivery) as Delivery;
    for (const watcher of this.#watchers) watcher(shown);
  }
}
