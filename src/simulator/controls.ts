import { type Received, type UserView, userView } from "./bot.ts";
import { CallLog, type CallReport } from "./call-log.ts";
import { durationMs } from "./duration.ts";
import { type Fault, Faults } from "./faults.ts";
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

/** Everything but what was received; the wire's names. */
export interface StateReport {
  /** ISO 8601, by the simulator's clock. */
  readonly now: string;
  readonly open: boolean;
  readonly reject_retired_tags: boolean;
  readonly bots: Readonly<Record<string, BotReport>>;
}

/** What tests and people do to the simulated platform from behind; the control API is the same over HTTP. */
export class Controls {
  readonly state: State;
  readonly faults = new Faults();
  readonly log = new CallLog();
  readonly #first: Seed;

  /** @throws AhaflowError `invalid` for a wrong seed */
  constructor(open: boolean, requestsPerSecond: number, seed: Seed) {
    this.state = new State(open, requestsPerSecond);
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

  /** All bots with their users. */
  snapshot(): StateReport {
    const { bots, open, rejectRetiredTags } = this.state;
    return {
      now: new Date(this.state.now()).toISOString(),
      open,
      reject_retired_tags: rejectRetiredTags,
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
  addFault(fault: Fault): void {
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
    this.seed(this.#first);
  }
}
