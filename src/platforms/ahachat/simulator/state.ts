import { durationMs } from "../../simulator/duration.ts";
import { badToken, invalid, noSuchUser, userUnavailable, windowClosed } from "./api-refusal.ts";
import { type Block, SILENT } from "./block.ts";
import { Bot, type User } from "./bot.ts";
import { normalizePhone } from "./phone.ts";
import type { Seed } from "./seed.ts";

const WINDOW_MS = 24 * 3600 * 1000;

/** As long as a related platform waits; AhaChat states no time. */
const JSON_API_TIMEOUT_MS = 10_000;

/**
 * What the simulated platform knows. Its clock is the real one plus what it was advanced by; the
 * 24-hour window and the times in replies go by it, while the rate limit keeps real time.
 * With `open`, bots, users and blocks come into being when they are first named.
 */
export class State {
  readonly open: boolean;
  readonly bots = new Map<string, Bot>();
  rejectRetiredTags = false;
  /** How long the answer of a JSON API block may take, real time. */
  jsonApiTimeoutMs = JSON_API_TIMEOUT_MS;
  readonly #requestsPerSecond: number;
  #aheadMs = 0;

  constructor(open: boolean, requestsPerSecond: number) {
    this.open = open;
    this.#requestsPerSecond = requestsPerSecond;
  }

  /** The simulator's clock, milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
  }

  /** Takes over what a checked seed says, and leaves the rest as it is. */
  apply(seed: Seed): void {
    this.rejectRetiredTags = seed.reject_retired_tags ?? this.rejectRetiredTags;
    if (seed.json_api_timeout !== undefined)
      this.jsonApiTimeoutMs = durationMs(seed.json_api_timeout, "json_api_timeout");
    for (const [id, bot] of Object.entries(seed.bots ?? {})) {
      (this.bots.get(id) ?? this.#addBot(id)).apply(bot, this.now());
    }
  }

  /** Forgets everything, the advanced clock too. */
  clear(): void {
    this.bots.clear();
    this.rejectRetiredTags = false;
    this.jsonApiTimeoutMs = JSON_API_TIMEOUT_MS;
    this.#aheadMs = 0;
  }

  /** Undefined where there is none; an open simulator makes it. */
  findBot(id: string): Bot | undefined {
    return this.bots.get(id) ?? (this.open ? this.#addBot(id) : undefined);
  }

  /** What a block does. @throws ApiRefusal 100 where there is none */
  blockOf(bot: Bot, name: string): Block {
    const block = bot.blocks.get(name);
    if (block !== undefined) return block;
    if (this.open) return SILENT;
    throw invalid("no such block");
  }

  /** @throws ApiRefusal 190 */
  authenticate(id: string, token: unknown): Bot {
    if (typeof token !== "string" || token === "") throw badToken();
    const bot = this.findBot(id);
    if (bot === undefined) throw badToken();
    bot.token ??= token;
    if (bot.token !== token) throw badToken();
    return bot;
  }

  /** @throws ApiRefusal 100/2018001 */
  userById(bot: Bot, id: string): User {
    const user = bot.users.get(id);
    if (user !== undefined) return user;
    if (!this.open) throw noSuchUser();
    return bot.addUser(id, this.now());
  }

  /** @throws ApiRefusal 100 for what is no phone, 100/2018001 where nobody has it */
  userByPhone(bot: Bot, text: unknown): User {
    const phone = typeof text === "string" ? normalizePhone(text) : undefined;
    if (phone === undefined) throw invalid("phone must be a valid telephone number, as text");
    const user = bot.userByPhone(phone);
    if (user !== undefined) return user;
    if (!this.open) throw noSuchUser();
    // Long as a page-scoped id, and the same every time for one number.
    return bot.addUser(`1${phone.replace(/\D/g, "").padStart(15, "0")}`, this.now(), phone);
  }

  /**
   * @param messageTag what lets a broadcast go outside the window
   * @throws ApiRefusal 551 or 10/2018278
   */
  assertSendable(user: User, messageTag?: string): void {
    if (!user.reachable) throw userUnavailable();
    if (messageTag !== undefined) return;
    const last = user.lastInteractionAt;
    if (last === undefined || this.now() - last >= WINDOW_MS) throw windowClosed();
  }

  /** The customer has done something, which opens the 24-hour window. */
  interact(user: User): void {
    user.lastInteractionAt = this.now();
  }

  #addBot(id: string): Bot {
    const bot = new Bot(id, this.#requestsPerSecond);
    this.bots.set(id, bot);
    return bot;
  }
}
