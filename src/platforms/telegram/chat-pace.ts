import { RateLimit } from "../../outgoing/rate-limit.ts";
import type { Pacing } from "../action.ts";

/** Chats that are remembered although nothing goes to them. */
const MOST_IDLE = 1_000;

/** After so long nothing of a chat's limits is left, in milliseconds. */
const FORGOTTEN_MS = 60_000;

/** What one chat takes: a message a second; a group 20 a minute besides (telegra.ph/Hitting-limits-bot-FAQ). */
class ChatPace implements Pacing {
  readonly #second = new RateLimit({ calls: 1, intervalMs: 1_000 });
  readonly #minute: RateLimit | undefined;
  #lastAt = performance.now();

  constructor(isGroup: boolean) {
    this.#minute = isGroup ? new RateLimit({ calls: 20, intervalMs: 60_000 }) : undefined;
  }

  get waiting(): number {
    return this.#second.rate().waiting + (this.#minute?.rate().waiting ?? 0);
  }

  get isIdle(): boolean {
    return this.waiting === 0 && performance.now() - this.#lastAt > FORGOTTEN_MS;
  }

  /** The minute first: whoever has its place there waits a second for the other at most. */
  async acquire(signal: AbortSignal): Promise<void> {
    await this.#minute?.acquire(signal);
    await this.#second.acquire(signal);
    this.#lastAt = performance.now();
  }
}

/** The paces of the chats that a bot writes to, of this process. */
export class ChatPaces {
  readonly #byChat = new Map<string, ChatPace>();

  /** @param chat its id, or @name, which only groups and channels have here */
  of(chat: string): Pacing {
    const known = this.#byChat.get(chat);
    if (known !== undefined) return known;
    if (this.#byChat.size >= MOST_IDLE)
      for (const [other, { isIdle }] of this.#byChat) if (isIdle) this.#byChat.delete(other);
    const made = new ChatPace(/^[-@]/.test(chat));
    this.#byChat.set(chat, made);
    return made;
  }
}
