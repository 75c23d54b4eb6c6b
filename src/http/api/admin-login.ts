import type { Request, RequestHandler, Response } from "express";
import type { Session } from "../../generated/admin-api.ts";
import { withoutPort } from "../../ip-addresses.ts";
import { isOneOf } from "../../triggers/auth/same-text.ts";
import { sendError } from "../server/error-response.ts";
import { FailedLogins } from "../server/failed-logins.ts";
import { isOwnPage } from "./admin-guard.ts";
import { clearSessionCookie, readSessionCookie, setSessionCookie } from "./session-cookie.ts";
import { Sessions } from "./sessions.ts";

/**
 * The admin token, and those who showed it: programs with each request, the page once, for a cookie. Both
 * share one count of failures.
 */
export class AdminLogin {
  readonly #token: string | undefined;
  readonly #failures = new FailedLogins();
  readonly #sessions = new Sessions();

  /** @param token undefined: none is asked for */
  constructor(token: string | undefined) {
    this.#token = token;
  }

  /** Lets through who has the token, or logged in with it. */
  readonly demand: RequestHandler = async (request, response, next) => {
    if (this.#token === undefined) return next();
    const { authorization } = request.headers;
    // A login that is over is no failure: an open page asks again and again.
    if (authorization === undefined) return this.#demandSession(request, response) && next();
    if (await this.#isShutOut(request, response)) return;
    if (isOneOf(authorization, [`Bearer ${this.#token}`])) return next();
    await this.#failures.count(addressOf(request), "admin");
    sendUnauthorized(response, "send the admin token as a bearer token");
  };

  state(request: Request): Session["login"] {
    if (this.#token === undefined) return "none";
    return this.#sessions.has(readSessionCookie(request) ?? "") ? "in" : "needed";
  }

  /** Gives a cookie for the token, or answers why not. @returns whether the token was right */
  async enter(request: Request, response: Response, given: string): Promise<boolean> {
    if (this.#token === undefined) return true;
    if (await this.#isShutOut(request, response)) return false;
    if (!isOneOf(given, [this.#token])) {
      await this.#failures.count(addressOf(request), "admin");
      sendUnauthorized(response, "this is not the admin token");
      return false;
    }
    this.#end(request);
    setSessionCookie(request, response, this.#sessions.begin());
    return true;
  }

  /** Ends the login of a browser, and takes its cookie away. */
  leave(request: Request, response: Response): void {
    this.#end(request);
    clearSessionCookie(request, response);
  }

  #end(request: Request): void {
    const id = readSessionCookie(request);
    if (id !== undefined) this.#sessions.end(id);
  }

  #demandSession(request: Request, response: Response): boolean {
    const id = readSessionCookie(request);
    if (id === undefined || !this.#sessions.has(id)) {
      sendUnauthorized(response, "send the admin token as a bearer token, or log in");
      return false;
    }
    if (!isOwnPage(request)) {
      sendError(response, 403, "other_site", "only its own page can use the login of a browser");
      return false;
    }
    this.#sessions.follow(id, response);
    return true;
  }

  async #isShutOut(request: Request, response: Response): Promise<boolean> {
    const wait = await this.#failures.wait(addressOf(request), "admin");
    if (wait === undefined) return false;
    response.setHeader("Retry-After", String(wait));
    const message = "too many requests without the token; wait, and send the right one";
    sendError(response, 429, "too_many_failures", message);
    return true;
  }
}

function sendUnauthorized(response: Response, message: string): void {
  response.setHeader("WWW-Authenticate", "Bearer");
  sendError(response, 401, "unauthorized", message);
}

function addressOf({ ip }: Request): string | undefined {
  return ip && withoutPort(ip);
}
