/** `Idempotency-Key`, of the later server; the older one ignores it (ran). */
import type { Reply } from "../../simulator/answer.ts";
import { Refusal } from "./refusal.ts";

const KEPT_MS = 24 * 3_600_000;
const LONGEST_KEY = 255;

interface Kept {
  readonly input: string;
  readonly until: number;
  /** Undefined while the first call is under way. */
  reply: Reply | undefined;
}

export class Idempotency {
  readonly #kept = new Map<string, Kept>();

  /**
   * Performs a write once for each key; a call that fails releases its key.
   * @param scope whose key it is
   * @param input what the call asks for: another one under the same key is refused
   * @throws Refusal idempotencyKeyInvalid, idempotencyKeyReused, idempotencyKeyConflict
   */
  async once(
    { scope, key, input, now }: { scope: string; key: string; input: string; now: number },
    perform: () => Reply | Promise<Reply>,
  ): Promise<Reply> {
    if (key.length < 1 || key.length > LONGEST_KEY)
      throw new Refusal(
        422,
        "idempotencyKeyInvalid",
        "Idempotency-Key must have 1 to 255 characters",
        true,
      );
    const name = `${scope} ${key}`;
    const known = this.#kept.get(name);
    if (known !== undefined && known.until > now) {
      if (known.input !== input) throw new Refusal(422, "idempotencyKeyReused", undefined, true);
      if (known.reply === undefined)
        throw new Refusal(409, "idempotencyKeyConflict", undefined, true);
      return { ...known.reply, headers: { ...known.reply.headers, "Idempotent-Replayed": "true" } };
    }
    const kept: Kept = { input, until: now + KEPT_MS, reply: undefined };
    this.#kept.set(name, kept);
    try {
      kept.reply = await perform();
      return kept.reply;
    } catch (error) {
      this.#kept.delete(name);
      throw error;
    }
  }

  clear(): void {
    this.#kept.clear();
  }
}
