/**
 * What happens when a user reaches a block: messages at once, then the request of its JSON API
 * block, whose answer shows more, sets attributes and leads on to other blocks.
 */

import { ApiRefusal, invalid } from "./api-refusal.ts";
import type { Block } from "./block.ts";
import type { Bot, Received, User } from "./bot.ts";
import { filledMessages } from "./filled-messages.ts";
import { type JsonApiAnswer, readJsonApiAnswer } from "./json-api-answer.ts";
import type { JsonApiLog, JsonApiRecord } from "./json-api-log.ts";
import { askJsonApi, filledRequest } from "./json-api-request.ts";
import type { State } from "./state.ts";

/** Blocks that one broadcast or press shows at most: redirects may lead in a circle. */
const MOST_BLOCKS = 10;

/** A user reaching a block, and what has come of it so far. */
export interface Visit {
  readonly bot: Bot;
  readonly user: User;
  readonly messageTag?: string | undefined;
  readonly received: Received[];
  readonly requests: JsonApiRecord[];
}

export class BlockDisplay {
  readonly #state: State;
  readonly #log: JsonApiLog;
  readonly #closing: AbortSignal;

  /** @param closing ends the requests that are out */
  constructor(state: State, log: JsonApiLog, closing: AbortSignal) {
    this.#state = state;
    this.#log = log;
    this.#closing = closing;
  }

  /**
   * Shows a block. Messages are there, and attributes filled into the request, when this returns.
   * @param messages those of the block, filled in
   * @returns resolves when the JSON API block, if there is one, and all it leads to is done; what
   *   goes wrong there is in the log
   */
  show(visit: Visit, name: string, block: Block, messages: readonly unknown[]): Promise<void> {
    return this.#show(visit, name, block, messages, { blocks: MOST_BLOCKS - 1 });
  }

  async #show(
    visit: Visit,
    name: string,
    block: Block,
    messages: readonly unknown[],
    left: { blocks: number },
  ): Promise<void> {
    if (messages.length > 0 || block.jsonApi === undefined) this.#receive(visit, name, messages);
    if (block.jsonApi === undefined) return;
    const { bot, user } = visit;
    const request = filledRequest(block.jsonApi, user);
    const { method, url } = request;
    const record = this.#log.begin({ bot: bot.id, user: user.id, block_name: name, method, url });
    visit.requests.push(record);
    try {
      const { status, text } = await askJsonApi(
        request,
        this.#state.jsonApiTimeoutMs,
        this.#closing,
      );
      this.#log.answered(record, status);
      if (status < 200 || status > 299) throw invalid(`the answer has status ${status}`);
      await this.#take(visit, name, readJsonApiAnswer(text, user), left);
      this.#log.end(record);
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      this.#log.end(record, error.message);
    }
  }

  /** Lets an answer take effect. @throws ApiRefusal 100 */
  async #take(
    visit: Visit,
    name: string,
    { attributes, messages, redirects }: JsonApiAnswer,
    left: { blocks: number },
  ): Promise<void> {
    const { bot, user } = visit;
    const blocks = redirects.map((to) => ({ to, block: this.#state.blockOf(bot, to) }));
    for (const [key, value] of attributes) user.attributes.set(key, value);
    if (messages.length > 0) this.#receive(visit, name, messages, true);
    for (const { to, block } of blocks) {
      left.blocks -= 1;
      if (left.blocks < 0) throw invalid(`redirects lead through over ${MOST_BLOCKS} blocks`);
      const filled = filledMessages(block, user, user.attributes);
      await this.#show(visit, to, block, filled, left);
    }
  }

  #receive(
    { user, messageTag, received }: Visit,
    block_name: string,
    messages: readonly unknown[],
    json_api = false,
  ): void {
    const entry: Received = {
      at: new Date(this.#state.now()).toISOString(),
      block_name,
      ...(json_api && { json_api }),
      ...(messageTag !== undefined && { message_tag: messageTag }),
      messages,
    };
    received.push(entry);
    user.received.push(entry);
  }
}
