import { CallLog, type CallReport } from "../../simulator/call-log.ts";
import { ControlError } from "../../simulator/control-error.ts";
import { durationMs } from "../../simulator/duration.ts";
import { ApiRefusal } from "./api-refusal.ts";
import { BlockDisplay, type Visit } from "./block-display.ts";
import { type Received, type UserView, userView } from "./bot.ts";
import { type AhaChatFault, ahachatFaults } from "./faults.ts";
import { filledMessages } from "./filled-messages.ts";
import { JsonApiLog, type JsonApiRecord, type JsonApiReport } from "./json-api-log.ts";
import { parseSeed, type Seed } from "./seed.ts";
import { State } from "./state.ts";

/** A user with all that happened to them; the wire's names. */
export interface UserReport extends UserView {
  readonly reachable: boolean;
  /** How many things the user got, also those that `received` no longer has. */
  readonly received_total: number;
  /** The last 10,000, oldest first. */
  readonly received: readonly Received[];
}

/** A bot without its token, which may be a real one; the wire's names. */
export interface BotReport {
  readonly blocks: readonly string[];
  readonly tags: readonly string[];
  readonly users: Readonly<Record<string, UserView>>;
}

/** What came of a press; the wire's names. */
export interface PressReport {
  readonly received: readonly Received[];
  readonly requests: readonly JsonApiRecord[];
}

/** Everything but what was received; the wire's names. */
export interface StateReport {
  /** ISO 8601, by the simulator's clock. */
  readonly now: string;
  readonly open: boolean;
  readonly reject_retired_tags: boolean;
  /** In milliseconds. */
  readonly json_api_timeout: number;
  readonly bots: Readonly<Record<string, BotReport>>;
}

/** What tests and people do to the simulated platform from behind; the control API is the same over HTTP. */
export class Controls {
  readonly state: State;
  readonly faults = ahachatFaults();
  readonly log = new CallLog("ahachat_token");
  readonly display: BlockDisplay;
  readonly #jsonApiLog = new JsonApiLog();
  readonly #first: Seed;

  /**
   * @param closing aborts when the simulator closes
   * @throws AhaflowError `invalid` for a wrong seed
   */
  constructor(open: boolean, requestsPerSecond: number, seed: Seed, closing: AbortSignal) {
    this.state = new State(open, requestsPerSecond);
    this.display = new BlockDisplay(this.state, this.#jsonApiLog, closing);
    this.#first = structuredClone(seed);
    this.seed(this.#first);
  }

  /** Adds to what is there, all or nothing. @throws AhaflowError `invalid` */
  seed(seed: Seed): void {
    this.state.apply(parseSeed(seed));
  }

  /** One user with everything received, or undefined where there is none. */
  user(botId: string, userId: string): UserReport | undefined {
    const user = this.state.bots.get(botId)?.users.get(userId);
    if (user === undefined) return undefined;
    const { reachable, received } = user;
    return {
      ...userView(user),
      reachable,
      received_total: received.total,
      received: received.toArray(),
    };
  }

  /**
   * Lets a user reach a block by their own doing, which opens the 24-hour window. Resolves when
   * its JSON API block, if there is one, and all that the answer leads to is done.
   * @throws AhaflowError `not_found`, or `invalid` when the block's messages are wrong
   */
  async press(botId: string, userId: string, blockName: string): Promise<PressReport> {
    try {
      const bot = this.state.findBot(botId);
      if (bot === undefined) throw new ControlError("not_found", "no such bot", 404);
      const user = this.state.userById(bot, userId);
      const block = this.state.blockOf(bot, blockName);
      const messages = filledMessages(block, user, user.attributes);
      this.state.interact(user);
      const visit: Visit = { bot, user, received: [], requests: [] };
      await this.display.show(visit, blockName, block, messages);
      return { received: visit.received, requests: visit.requests };
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      if (error.status === 404) throw new ControlError("not_found", error.message, 404);
      throw new ControlError("invalid", error.message);
    }
  }

  /** What JSON API blocks asked. @param user only for the user with this id */
  jsonApi(user?: string): JsonApiReport {
    return this.#jsonApiLog.report(user);
  }

  /** All bots with their users. */
  snapshot(): StateReport {
    const { bots, open, rejectRetiredTags, jsonApiTimeoutMs } = this.state;
    return {
      now: new Date(this.state.now()).toISOString(),
      open,
      reject_retired_tags: rejectRetiredTags,
      json_api_timeout: jsonApiTimeoutMs,
      bots: Object.fromEntries(
        [...bots].map(([id, bot]) => {
          const users = [...bot.users].map(([userId, user]) => [userId, userView(user)] as const);
          const names = { blocks: [...bot.blocks.keys()], tags: [...bot.tags] };
          return [id, { ...names, users: Object.fromEntries(users) }];
        }),
      ),
    };
  }

  /** @param path only calls whose path contains this */
  calls(path?: string): CallReport {
    return this.log.report(path);
  }

  /** @throws AhaflowError `invalid` */
  addFault(fault: AhaChatFault): void {
    this.faults.add(fault);
  }

  clearFaults(): void {
    this.faults.clear();
  }

  /**
   * Moves the simulator's clock forward, for the 24-hour window.
   * @param by `25h`, or milliseconds
   * @throws AhaflowError `invalid`
   */
  advance(by: string | number): void {
    this.state.advance(durationMs(by, "advance"));
  }

  /** Back to the start: the first seed, no calls, no faults, the real time. */
  reset(): void {
    this.state.clear();
    this.faults.clear();
    this.log.clear();
    this.#jsonApiLog.clear();
    this.seed(this.#first);
  }
}
