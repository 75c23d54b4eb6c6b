import { type IdGenerator, RandomIdGenerator } from "@opentelemetry/sdk-trace";

/** Gives the ids that a run's record asks for, else random ones. */
export class GivenIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #traceId: string | undefined;
  #spanId: string | undefined;

  /** Of the next span that is started. */
  next(spanId: string | undefined, traceId?: string): void {
    this.#spanId = spanId;
    this.#traceId = traceId;
  }

  /** Asked for only when the span has no parent. */
  generateTraceId(): string {
    return this.#traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#spanId ?? this.#random.generateSpanId();
  }
}
