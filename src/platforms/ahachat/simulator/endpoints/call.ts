import type { BlockDisplay } from "../block-display.ts";
import type { Bot, User } from "../bot.ts";
import type { State } from "../state.ts";

/** One call of the API, after its token was accepted and its user found. */
export interface Call {
  readonly state: State;
  readonly display: BlockDisplay;
  readonly bot: Bot;
  readonly user: User;
  /** Query and body together, the body first, without the token. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a call does, and the body of its reply. @throws ApiRefusal */
export type Handler = (call: Call) => object;

/** The reply of every call that brings nothing back. */
export const DONE = { success: true, result: "ok" };
