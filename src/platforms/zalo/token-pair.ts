/** The two tokens of an official account in a file, as JSON. */
import { isJsonObject } from "../../documents/json-object.ts";
import { TOKEN } from "./token-file.ts";

export interface TokenPair {
  readonly accessToken: string;
  /** Good once: it gives the next pair. */
  readonly refreshToken: string;
  /** When the access token ends, in milliseconds since 1970; undefined: nobody has said. */
  readonly until: number | undefined;
}

/** Reads a file; what has no refresh token in it is no pair. An access token that is none is one that has ended. */
export function pairIn(text: string): TokenPair | undefined {
  const value = objectIn(text);
  const { access_token, refresh_token, expires_at: at } = value ?? {};
  const [access, refresh] = [tokenOf(access_token), tokenOf(refresh_token)];
  if (refresh === undefined) return undefined;
  if (access === undefined) return { accessToken: "", refreshToken: refresh, until: 0 };
  const until = typeof at === "number" ? at : Date.parse(String(at));
  return {
    accessToken: access,
    refreshToken: refresh,
    until: Number.isNaN(until) ? undefined : until,
  };
}

/** What a file has of a pair. */
export function pairText({ accessToken, refreshToken, until }: TokenPair): string {
  const written = {
    access_token: accessToken,
    refresh_token: refreshToken,
    ...(until !== undefined && { expires_at: new Date(until).toISOString() }),
  };
  return `${JSON.stringify(written, null, 2)}\n`;
}

/** A pair that Zalo has given; `expires_in` is seconds, as text or as a number. */
export function givenPair(body: Readonly<Record<string, unknown>> = {}): TokenPair | undefined {
  const { access_token, refresh_token, expires_in: seconds } = body;
  const [access, refresh] = [tokenOf(access_token), tokenOf(refresh_token)];
  if (access === undefined || refresh === undefined) return undefined;
  const ms = seconds === undefined || seconds === null ? Number.NaN : Number(seconds) * 1_000;
  // A time that no calendar has is none.
  const until = new Date(Date.now() + ms).getTime();
  return {
    accessToken: access,
    refreshToken: refresh,
    until: Number.isNaN(until) ? undefined : until,
  };
}

/** As it was pasted, with a line's end perhaps; undefined: no token. */
function tokenOf(value: unknown): string | undefined {
  const text = typeof value === "string" ? value.trim() : "";
  return TOKEN.test(text) ? text : undefined;
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    // Also without the byte order mark that editors of Windows write.
    const value: unknown = JSON.parse(text.trim());
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
