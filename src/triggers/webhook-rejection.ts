import { AhaflowError } from "../errors.ts";

/** One mistake of a payload, at a JSON pointer into the body. */
export interface PayloadMistake {
  readonly pointer: string;
  readonly message: string;
}

/** A request that starts no run, with the HTTP status that says why. */
export class WebhookRejection extends AhaflowError {
  override readonly name = "WebhookRejection";
  readonly status: number;
  readonly details: readonly PayloadMistake[] | undefined;
  /** Seconds after which the sender may try again. */
  readonly retryAfterS: number | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    options: { details?: readonly PayloadMistake[]; retryAfterS?: number } = {},
  ) {
    super(code, message);
    this.status = status;
    this.details = options.details;
    this.retryAfterS = options.retryAfterS;
  }
}
