/** Tokens of OAuth2 that a client gets for itself (RFC 6749, 4.4): kept in memory until they expire. */
import { isJsonObject } from "../../documents/json-object.ts";
import { ActionError } from "../../errors.ts";
import { CallSignal } from "../../outgoing/call-signal.ts";
import { exchange } from "../../outgoing/exchange.ts";
import { answerFailure } from "../../outgoing/failure.ts";
import { networkFailure } from "../../outgoing/network-failure.ts";
import type { Outbound } from "../../outgoing/outbound.ts";
import { agentFor } from "../../outgoing/outbound-agent.ts";
import { readResponse } from "../../outgoing/read-response.ts";
import { refusedRequest } from "../../outgoing/request-headers.ts";
import { retryAfterMs } from "../../outgoing/retry-after.ts";
import { wrongAddress } from "./servers.ts";

/** What a client asks for a token with. */
export interface TokenClient {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
}

/** What a call has at hand. */
export interface TokenCall {
  readonly outbound: Outbound;
  readonly signal: CallSignal;
}

interface Token {
  readonly text: string;
  /** In milliseconds of the clock that only goes on; undefined: until it is refused. */
  readonly until: number | undefined;
}

/** A token is not used in the last moments of its time, in milliseconds. */
const MARGIN_MS = 10_000;

/** Time that asking for a token may take, whoever waits for it, in milliseconds. */
const LONGEST_MS = 30_000;

const LARGEST_BYTES = 64 * 1024;

/** The tokens of a connection; each is asked for once at a time. */
export class Tokens {
  readonly #known = new Map<string, Token>();
  readonly #asking = new Map<string, Promise<Token>>();

  /** A token that has not expired. @throws ActionError */
  async get(client: TokenClient, { outbound, signal }: TokenCall): Promise<string> {
    const key = JSON.stringify(client);
    const known = this.#known.get(key);
    if (known !== undefined && (known.until ?? Infinity) > performance.now()) return known.text;
    let asking = this.#asking.get(key);
    if (asking === undefined) {
      asking = ask(client, outbound).finally(() => this.#asking.delete(key));
      this.#asking.set(key, asking);
    }
    const token = await unlessAborted(asking, signal);
    this.#known.set(key, token);
    return token.text;
  }

  /** Forgets a token that was refused; another one that came since is kept. */
  forget(client: TokenClient, refused: string): void {
    const key = JSON.stringify(client);
    if (this.#known.get(key)?.text === refused) this.#known.delete(key);
  }
}

/** Others may wait for the same token: a call that ends leaves the asking to them. */
function unlessAborted(asking: Promise<Token>, signal: CallSignal): Promise<Token> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.once("abort", stop);
    asking.then(resolve, reject).finally(() => signal.off("abort", stop));
  });
}

function isToken(status: number): boolean {
  return status === 200;
}

async function ask(client: TokenClient, outbound: Outbound): Promise<Token> {
  const why = wrongAddress(client.url);
  if (why !== undefined)
    throw refusedRequest(
      "invalid_url",
      `the address that gives tokens ${why[0]}`,
      "check token_url of the connection",
    );
  const url = new URL(client.url);
  const who = `POST ${url.host}${url.pathname}`;
  // Of its own: whether a token was asked for says nothing of the call that needs it.
  const signal = new CallSignal();
  const timer = setTimeout(
    () =>
      signal.expire(new ActionError("unavailable", `${who} gave no token within ${LONGEST_MS} ms`)),
    LONGEST_MS,
  );
  try {
    outbound.check(url);
    const agent = await agentFor(outbound);
    const request = {
      origin: url.origin,
      path: url.pathname + url.search,
      method: "POST",
      headers: {
        accept: "application/json",
        "user-agent": "ahaflow",
        "content-type": "application/x-www-form-urlencoded",
        authorization: basic(client),
      },
      body: bodyOf(client),
    } as const;
    const reading = { signal, who, largestBytes: LARGEST_BYTES, isWanted: isToken };
    const answer = await exchange(agent, request, reading);
    if (isToken(answer.status)) return tokenOf((await readResponse(answer, reading)).body, who);
    throw refusal(who, answer.status, retryAfterMs(answer.headers["retry-after"]));
  } catch (error) {
    throw networkFailure(error, who, signal);
  } finally {
    clearTimeout(timer);
  }
}

/** RFC 6749, 2.3.1: as a form has it, and not as it is. */
function basic({ clientId, clientSecret }: TokenClient): string {
  const [id, secret] = [clientId, clientSecret].map((one) =>
    new URLSearchParams({ "": one }).toString().slice(1),
  );
  return `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
}

function bodyOf({ scopes }: TokenClient): string {
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  if (scopes.length > 0) form.set("scope", scopes.join(" "));
  return form.toString();
}

/** RFC 6749, 5.2: a client that is wrong is answered 400, or 401. */
function refusal(who: string, status: number, wait: number | undefined): ActionError {
  if (status !== 400 && status !== 401) return answerFailure({ who, status, retryAfterMs: wait });
  return new ActionError("bad_credentials", `${who} answered ${status}: it gives no token`, {
    code: "no_token",
    status,
    hint: "check client_id, client_secret and scopes of the connection",
  });
}

function tokenOf(body: unknown, who: string): Token {
  const { access_token: text, expires_in: seconds } = isJsonObject(body) ? body : {};
  if (typeof text !== "string" || text === "")
    throw new ActionError("invalid_request", `${who} answered without an access_token`, {
      code: "no_token",
    });
  const ms = Number(seconds) * 1_000;
  const isKnown = seconds !== undefined && seconds !== null && Number.isFinite(ms);
  return { text, until: isKnown ? performance.now() + Math.max(0, ms - MARGIN_MS) : undefined };
}
