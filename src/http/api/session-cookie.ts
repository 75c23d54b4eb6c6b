import type { CookieOptions, Request, Response } from "express";
import { SESSION_MS } from "./sessions.ts";

const NAME = "ahaflow_session";
const VALUE = new RegExp(`(?:^|; *)${NAME}=([\\w-]{43})(?:;|$)`);

/** The id that a browser was given at its login. */
export function readSessionCookie({ headers }: Pick<Request, "headers">): string | undefined {
  return VALUE.exec(headers.cookie ?? "")?.[1];
}

/** Gives a browser the id of its login, which no script can read and no other site makes it send. */
export function setSessionCookie(request: Request, response: Response, id: string): void {
  response.cookie(NAME, id, { ...options(request), maxAge: SESSION_MS });
}

export function clearSessionCookie(request: Request, response: Response): void {
  response.clearCookie(NAME, options(request));
}

function options({ secure }: Request): CookieOptions {
  return { httpOnly: true, sameSite: "strict", path: "/", secure };
}
