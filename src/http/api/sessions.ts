import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";

/** How long a login lasts, in milliseconds. */
export const SESSION_MS = 43_200_000;

/** Logins that last at the same time; one more ends the oldest. */
const MOST_SESSIONS = 1_000;

interface Session {
  /** Answers that go on for long. */
  readonly streams: Set<ServerResponse>;
  readonly expiry: NodeJS.Timeout;
}

/** Who has logged in: random ids in memory, so a restart ends every login. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** @returns the id of a new login */
  begin(): string {
    const [oldest] = this.#sessions.keys();
    if (oldest !== undefined && this.#sessions.size >= MOST_SESSIONS) this.end(oldest);
    const id = randomBytes(32).toString("base64url");
    const expiry = setTimeout(() => this.end(id), SESSION_MS).unref();
    this.#sessions.set(id, { streams: new Set(), expiry });
    return id;
  }

  has(id: string): boolean {
    return this.#sessions.has(id);
  }

  /** Lets an answer end with the login, if it is still being given. */
  follow(id: string, response: ServerResponse): void {
    const streams = this.#sessions.get(id)?.streams;
    streams?.add(response);
    response.once("close", () => streams?.delete(response));
  }

  /** Ends a login, if there is one, and what is still being answered to it. */
  end(id: string): void {
    const session = this.#sessions.get(id);
    if (session === undefined) return;
    this.#sessions.delete(id);
    clearTimeout(session.expiry);
    for (const response of session.streams) response.destroy();
  }
}
