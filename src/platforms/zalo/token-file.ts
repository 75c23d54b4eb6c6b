/** An access token in a file that somebody else writes. What is in it is in no message. */
import { readFile, stat } from "node:fs/promises";
import { isJsonObject } from "../../documents/json-object.ts";
import { ActionError } from "../../errors.ts";

/** Where an access token comes from. */
export interface TokenSource {
  /** @throws ActionError while there is none */
  current(): Promise<string>;
  /** Another one instead of a token that was refused; undefined: there is none. @throws ActionError */
  insteadOf(refused: string): Promise<string | undefined>;
  /** A token that came instead was refused, too: it is hardly to blame, and not renewed for a while. */
  clear?(token: string): void;
}

/** So long a file is not looked at again, in milliseconds. */
const FRESH_MS = 1_000;

/** What a header can hold, and a token is of; one in quotes, or a list, is something that a token was put into. */
export const TOKEN = /^(?!["'`[{])[\x21-\x7e]+$/;

interface Read {
  readonly token: string;
  /** What tells one version of the file from another. */
  readonly version: string;
}

/** Reads a token when it is asked for, and again when the file has changed. */
export class TokenFile implements TokenSource {
  readonly #path: string;
  readonly #connection: string;
  #read: Read | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(path: string, connection: string) {
    this.#path = path;
    this.#connection = connection;
  }

  /** @throws ActionError unavailable while there is none */
  async current(): Promise<string> {
    if (this.#read !== undefined && performance.now() - this.#lookedAt < FRESH_MS)
      return this.#read.token;
    return this.#look();
  }

  /** What the file has now instead of a token that was refused; undefined: the same, or none. */
  async insteadOf(refused: string): Promise<string | undefined> {
    const token = await this.#look();
    return token === refused ? undefined : token;
  }

  async #look(): Promise<string> {
    try {
      const { mtimeMs, size, ino } = await stat(this.#path);
      const version = `${mtimeMs} ${size} ${ino}`;
      if (this.#read?.version !== version)
        this.#read = { token: tokenIn(await readFile(this.#path, "utf8")), version };
      this.#lookedAt = performance.now();
      return this.#read.token;
    } catch (error) {
      // Whoever writes it may be half-way: what was there before may still be good.
      if (this.#read !== undefined) return this.#read.token;
      throw this.#failure(error);
    }
  }

  #failure(error: unknown): ActionError {
    const why =
      error instanceof NoToken
        ? error.message
        : `it can't be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"})`;
    const message = `the token file ${this.#path} of connection "${this.#connection}" gives no token: ${why}`;
    return new ActionError("unavailable", message, {
      code: "no_token",
      hint: "whoever renews the token writes it there, alone or as JSON with access_token",
    });
  }
}

/** Why a text has no token in it. */
class NoToken extends Error {}

/** @throws NoToken */
function tokenIn(text: string): string {
  const plain = text.trim();
  if (plain === "") throw new NoToken("it is empty");
  const token = /^["{]/.test(plain) ? tokenOf(plain) : plain;
  if (!TOKEN.test(token)) throw new NoToken("what it has is no token");
  return token;
}

/** Of a JSON text, or of what one holds. */
function tokenOf(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    const token = isJsonObject(value) ? value["access_token"] : value;
    if (typeof token === "string") return token;
  } catch {
    // The parser's own words quote the text.
    throw new NoToken("it is not JSON, or not whole");
  }
  throw new NoToken("its JSON has no access_token");
}
