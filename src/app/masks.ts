import { secretsOf } from "../installation/installation.ts";
import type { Settings } from "../settings/settings.ts";
import { createDataRedactor, createRedactor } from "../telemetry/redact.ts";
import { createVeil } from "../telemetry/veil.ts";

/** What keeps secrets from being seen. Those of before are still kept: a record may hold them. */
export class Masks {
  readonly #secrets = new Set<string>();
  #told = createRedactor([]);
  #data = createDataRedactor([]);
  #veil = createVeil([]);

  /** Masks the secrets of these settings, too. */
  learn(settings: Settings): void {
    for (const secret of secretsOf(settings)) this.#secrets.add(secret);
    this.#told = createRedactor(this.#secrets);
    this.#data = createDataRedactor(this.#secrets);
    this.#veil = createVeil(this.#secrets);
  }

  /** What the program says itself: lines of the log, errors, what it sent. */
  readonly told = (value: unknown): unknown => this.#told(value);
  /** What customers and other sides said, where it is shown. */
  readonly data = (value: unknown): unknown => this.#data(value);
  /** The same where it is kept for flows. */
  readonly veil = {
    hide: (value: unknown): unknown => this.#veil.hide(value),
    reveal: (value: unknown): unknown => this.#veil.reveal(value),
    json: (value: unknown): string => this.#veil.json(value),
  };
}
