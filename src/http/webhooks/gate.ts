/** What a webhook has to pass before anything of it is read: its path's rate limit, and its `auth`. */
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { RunValues } from "../../engine/walk/run-scope.ts";
import type { WebhookFlow } from "../../flows/compiled-flow.ts";
import { authenticate } from "../../triggers/auth/authenticate.ts";
import { challengeOf, handshakeOf } from "../../triggers/auth/handshake.ts";
import { isTrial } from "../../triggers/trial.ts";
import type { WebhookRequest } from "../../triggers/webhook.ts";
import { WebhookRejection } from "../../triggers/webhook-rejection.ts";
import { FailedLogins } from "../server/failed-logins.ts";

/** Something that a sender asks before it delivers: a handshake with its answer, or an unsigned trial. */
export type Greeting = { readonly challenge: string } | "trial";

export class Gate {
  readonly #values: () => RunValues;
  readonly #failures = new FailedLogins();
  /** One for each rate that flows name. */
  readonly #limiters = new Map<string, RateLimiterMemory>();

  /** @param values the secrets of now */
  constructor(values: () => RunValues) {
    this.#values = values;
  }

  /**
   * Lets a request through.
   * @param addressOf tells the sender's address
   * @returns what else it is than a delivery
   * @throws WebhookRejection 429 or 401
   */
  async pass(
    flow: WebhookFlow,
    request: WebhookRequest,
    addressOf: () => string | undefined,
  ): Promise<Greeting | undefined> {
    const { rateLimit, auth, trials } = flow.webhook;
    if (rateLimit !== undefined) await this.#count(flow.name, rateLimit);
    const handshake = handshakeOf(flow.webhook, request);
    if (auth.entries.length === 0 && handshake === undefined) return undefined;
    const address = addressOf();
    const wait = await this.#failures.wait(address, flow.name);
    if (wait !== undefined)
      throw new WebhookRejection(
        429,
        "too_many_failures",
        "too many requests without a right credential; wait, and send one with it",
        { retryAfterS: wait },
      );
    if (handshake !== undefined) {
      const challenge = challengeOf(handshake, request, this.#values());
      if (challenge !== undefined) return { challenge };
    } else if (authenticate(auth, request, address, this.#values())) return undefined;
    else if (
      isTrial(
        trials.filter(({ unsigned }) => unsigned === true),
        request,
      )
    )
      return "trial";
    await this.#failures.count(address, flow.name);
    throw new WebhookRejection(401, "unauthorized", "send a right credential with the request");
  }

  async #count(name: string, rate: NonNullable<WebhookFlow["webhook"]["rateLimit"]>) {
    const { calls, intervalMs } = rate;
    const key = `${calls}/${intervalMs}`;
    const limiter =
      this.#limiters.get(key) ??
      new RateLimiterMemory({ points: calls, duration: intervalMs / 1_000 });
    this.#limiters.set(key, limiter);
    try {
      await limiter.consume(name);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const wait = Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
      throw new WebhookRejection(
        429,
        "rate_limited",
        "the path takes no more requests for now; send it again later",
        { retryAfterS: wait },
      );
    }
  }
}
