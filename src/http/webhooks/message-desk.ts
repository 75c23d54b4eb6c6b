import type { Response } from "express";
import { sendError, sendNotAllowed } from "../server/error-response.ts";
import { notesOf } from "./request-notes.ts";

/** Messages that are kept to be fetched. */
export interface KeptMessages {
  /** Those of an id; undefined when there are none, or not any more. */
  readonly findMessages: (id: string) => Promise<unknown>;
  readonly forgetMessages: (id: string) => Promise<void>;
}

/** A block may use any of them; OPTIONS only asks. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** Hands messages out, once: they are used up when an answer with them has gone out whole. */
export class MessageDesk {
  readonly #kept: KeptMessages;
  /** The last request for each id. */
  readonly #last = new Map<string, Promise<void>>();

  constructor(kept: KeptMessages) {
    this.#kept = kept;
  }

  /** Answers a request; those for the same messages go one after the other. */
  async answer(id: string, method: string, response: Response): Promise<void> {
    if (!METHODS.includes(method)) return sendNotAllowed(response, METHODS);
    const before = this.#last.get(id) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(() => this.#hand(id, method, response));
    this.#last.set(id, turn);
    try {
      await turn;
    } finally {
      if (this.#last.get(id) === turn) this.#last.delete(id);
    }
  }

  async #hand(id: string, method: string, response: Response): Promise<void> {
    const messages = await this.#kept.findMessages(id);
    if (messages === undefined)
      return sendError(
        response,
        404,
        "no_such_messages",
        "there are no messages here, or not any more",
      );
    // Whoever asked has hung up meanwhile.
    if (response.req.socket.destroyed) return;
    notesOf(response).result = "messages";
    const whole = goesOutWhole(response);
    response.json({ messages });
    // Where they can't be forgotten now, their time is over soon.
    if ((await whole) && method !== "HEAD")
      await this.#kept.forgetMessages(id).catch(() => undefined);
  }
}

/** Whether the system takes all of an answer that is about to be sent. */
function goesOutWhole(response: Response): Promise<boolean> {
  const { socket } = response.req;
  return new Promise((resolve) => {
    // Node.js emits it, with no error anywhere, also when the connection breaks in the middle.
    response.once("finish", () => resolve(!socket.destroyed));
    response.once("close", () => resolve(false));
  });
}
