import { secretsOf } from "../installation.ts";
import type { Settings } from "../settings/settings.ts";
import { createRecordRedactor, createRedactor } from "../telemetry/redact.ts";

/** Masks secrets. One of before may still be in a record: what was masked once stays masked. */
export class Masks {
  readonly #secrets = new Set<string>();
  #shown = createRedactor([]);
  #recorded = createRecordRedactor([]);

  /** Masks the secrets of these settings too. */
  learn(settings: Settings): void {
    for (const secret of secretsOf(settings)) this.#secrets.add(secret);
    this.#shown = createRedactor(this.#secrets);
    this.#recorded = createRecordRedactor(this.#secrets);
  }

  /** Plain data as people may see it. */
  readonly shown = (value: unknown): unknown => this.#shown(value);
  /** Plain data as it is kept, and as flows read it again. */
  readonly recorded = (value: unknown): unknown => this.#recorded(value);
}
