import type { Response } from "express";
import { platformRoutes } from "../../platforms/installed.ts";
import type { KeptMessages, PlatformRoute, RouteRequest } from "../../platforms/route.ts";
import { sendError, sendNotAllowed } from "../server/error-response.ts";
import { notesOf } from "./request-notes.ts";

/** Answers the requests of platforms that start no run. */
export class PlatformDesk {
  readonly #kept: KeptMessages;
  /** The last request for each path. */
  readonly #last = new Map<string, Promise<void>>();

  constructor(kept: KeptMessages) {
    this.#kept = kept;
  }

  /** Answers a request, if its path is that of a platform. @returns whether it was */
  async answer(path: string, method: string, response: Response): Promise<boolean> {
    for (const route of platformRoutes) {
      const id = route.path.exec(path)?.[1];
      if (id === undefined) continue;
      if (route.methods.includes(method))
        await this.#inTurn(path, () => this.#hand(route, { id, method }, response));
      else sendNotAllowed(response, route.methods);
      return true;
    }
    return false;
  }

  /** Requests for the same path go one after the other. */
  async #inTurn(path: string, work: () => Promise<void>): Promise<void> {
    const before = this.#last.get(path) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(work);
    this.#last.set(path, turn);
    try {
      await turn;
    } finally {
      if (this.#last.get(path) === turn) this.#last.delete(path);
    }
  }

  async #hand(route: PlatformRoute, request: RouteRequest, response: Response): Promise<void> {
    const answer = await route.answer(request, this.#kept);
    if ("code" in answer) return sendError(response, answer.status, answer.code, answer.message);
    // Whoever asked has hung up meanwhile.
    if (response.req.socket.destroyed) return;
    notesOf(response).result = "messages";
    const whole = goesOutWhole(response);
    response.json(answer.body);
    // Where that can't be done now, the time of what is kept is over soon.
    if (await whole) await answer.sent?.().catch(() => undefined);
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
