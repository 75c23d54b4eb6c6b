/**
 * An access token that is renewed here. The refresh token is good once, so a new pair is on the disk before it is used,
 * one process asks at a time, and one whose answer was lost is told of.
 */
import { readFile } from "node:fs/promises";
import { ActionError } from "../../errors.ts";
import { answerFailure } from "../../outgoing/failure.ts";
import type { ApiAnswer } from "../api-connection.ts";
import { ABANDONED_MS, NextFile } from "./next-file.ts";
import type { TokenSource } from "./token-file.ts";
import { givenPair, pairIn, pairText, type TokenPair } from "./token-pair.ts";

/** A token that ends so soon is not used any more, in milliseconds. */
const NEARLY_OVER_MS = 300_000;

/** A refresh token that was refused is not tried again for so long, nor a cleared one renewed, in milliseconds. */
const REFUSED_MS = 60_000;

/** Asks for the next pair. @param sent called when the question may have arrived @throws ActionError */
export type AskForPair = (refreshToken: string, sent: () => void) => Promise<ApiAnswer>;

export class RenewedToken implements TokenSource {
  readonly #path: string;
  readonly #connection: string;
  readonly #ask: AskForPair;
  #renewing: Promise<TokenPair> | undefined;
  /** A pair that could not be written down yet, and the refresh token that it was given for. */
  #unwritten: { readonly pair: TokenPair; readonly for: string } | undefined;
  /** A refresh token that Zalo has refused, and when, on the clock that only goes on: asking again says the same. */
  #refused: { readonly token: string; readonly at: number } | undefined;
  /** One whose answer was lost, which may have used it up. */
  #lost: string | undefined;
  /** An access token that was refused for something else, and when: a renewal would end it for all calls that are out. */
  #cleared: { readonly token: string; readonly at: number } | undefined;

  constructor(path: string, connection: string, ask: AskForPair) {
    this.#path = path;
    this.#connection = connection;
    this.#ask = ask;
  }

  async current(): Promise<string> {
    const pair = await this.#read();
    const isGood = (pair.until ?? Infinity) - NEARLY_OVER_MS > Date.now();
    return isGood && this.#unwritten === undefined
      ? pair.accessToken
      : (await this.#renew(pair)).accessToken;
  }

  async insteadOf(refused: string): Promise<string | undefined> {
    const pair = await this.#read();
    if (pair.accessToken !== refused) return pair.accessToken;
    const { token, at } = this.#cleared ?? {};
    if (token === refused && performance.now() - Number(at) < REFUSED_MS) return undefined;
    return (await this.#renew(pair)).accessToken;
  }

  clear(token: string): void {
    this.#cleared = { token, at: performance.now() };
  }

  /** Those who ask meanwhile share one renewal. */
  #renew(seen: TokenPair): Promise<TokenPair> {
    this.#renewing ??= this.#renewOnce(seen).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewOnce(seen: TokenPair): Promise<TokenPair> {
    const next = await this.#claim();
    try {
      const now = await this.#read();
      // Somebody else was faster, also one who died before it was in its place.
      if (now.refreshToken !== seen.refreshToken) return now;
      this.#unwritten ??= { pair: await this.#next(now.refreshToken), for: now.refreshToken };
      const { pair } = this.#unwritten;
      await next.put(pairText(pair));
      this.#unwritten = undefined;
      return pair;
    } catch (error) {
      throw error instanceof ActionError ? error : this.#unusable(error);
    } finally {
      await next.leave();
    }
  }

  async #claim(): Promise<NextFile> {
    const next = await NextFile.claim(this.#path, (text) => pairIn(text) !== undefined).catch(
      (error: unknown) => {
        throw this.#unusable(error);
      },
    );
    if (next !== undefined) return next;
    throw this.#noToken(
      "another process renews the token, or died while it did",
      "it is tried again in a moment; if that goes on, see which: ahaflow alone may renew it",
      ABANDONED_MS,
    );
  }

  async #next(refreshToken: string): Promise<TokenPair> {
    const { token, at } = this.#refused ?? {};
    if (token === refreshToken && performance.now() - Number(at) < REFUSED_MS)
      throw this.#refusal(refreshToken);
    const lostBefore = this.#lost;
    const sent = () => {
      this.#lost = refreshToken;
    };
    try {
      const answer = await this.#ask(refreshToken, sent);
      const pair = pairOf(answer);
      this.#lost = undefined;
      if (pair !== undefined) return pair;
      this.#lost = lostBefore;
      this.#refused = { token: refreshToken, at: performance.now() };
      throw this.#refusal(refreshToken, answer.body?.["error"]);
    } catch (error) {
      throw this.#lost === refreshToken ? mayBeUsedUp(error) : error;
    }
  }

  async #read(): Promise<TokenPair> {
    const text = await readFile(this.#path, "utf8").catch((error: unknown) => {
      throw this.#unusable(error);
    });
    const pair = pairIn(text);
    if (pair !== undefined) {
      // What somebody has written since is newer than what could not be written down.
      if (this.#unwritten?.for !== pair.refreshToken) this.#unwritten = undefined;
      return pair;
    }
    throw this.#noToken(
      `the token file ${this.#path} has no refresh_token`,
      "write access_token and refresh_token into it, as JSON",
    );
  }

  #refusal(refreshToken: string, code?: unknown): ActionError {
    const said = typeof code === "number" ? ` (code ${code})` : "";
    const lost =
      this.#lost === refreshToken
        ? ": the answer to an earlier try was lost, which has used it up"
        : "";
    const message = `Zalo does not take the refresh token of connection "${this.#connection}"${said}${lost}`;
    return new ActionError("bad_credentials", message, {
      code: "no_token",
      hint: `let an administrator of the official account authorise the app again, and write access_token and refresh_token into ${this.#path}`,
    });
  }

  #unusable(error: unknown): ActionError {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    if (this.#unwritten === undefined)
      return this.#noToken(
        `the token file ${this.#path} can't be used (${code})`,
        code === "ENOENT"
          ? 'write {"refresh_token": "…"} of the first authorisation into it'
          : "let ahaflow's user read and write it, and its folder",
      );
    return this.#noToken(
      `Zalo has given a new token, which can't be written to ${this.#path} (${code})`,
      "mend that while the daemon runs: the token is in its memory alone",
    );
  }

  #noToken(message: string, hint: string, retryAfterMs?: number): ActionError {
    return new ActionError("unavailable", `connection "${this.#connection}": ${message}`, {
      code: "no_token",
      hint,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
}

/** The pair that was given; undefined: Zalo refused. @throws ActionError for what says neither */
function pairOf({ status, body, retryAfterMs }: ApiAnswer): TokenPair | undefined {
  const pair = status < 300 ? givenPair(body) : undefined;
  const isRefusal = typeof body?.["error"] === "number" || [400, 401, 403].includes(status);
  if (pair !== undefined || (isRefusal && status < 500)) return pair;
  if (status >= 300) throw answerFailure({ who: "Zalo", status, retryAfterMs });
  const message = `Zalo answered ${status} with neither a token nor a code`;
  throw new ActionError("unavailable", message, { code: "unexpected_reply" });
}

/** An answer was lost: whether the refresh token is still good, the next try shows. */
function mayBeUsedUp(error: unknown): unknown {
  if (!(error instanceof ActionError) || error.reason === "bad_credentials") return error;
  const message = `${error.message}, and the refresh token may be used up`;
  return new ActionError(error.reason, message, { code: error.code, cause: error });
}
