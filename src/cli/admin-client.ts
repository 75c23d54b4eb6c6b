import { Readable } from "node:stream";
import { AhaflowError } from "../errors.ts";
import { adminUrl, fullEnvironment } from "../settings/load-settings.ts";
import type { Console } from "./console.ts";

/** The option of every command that asks the daemon. */
export const ADMIN_OPTION = [
  "--admin <url>",
  "the daemon's admin address (default: AHAFLOW_ADMIN_URL, else from AHAFLOW_ADMIN_HOST and _PORT)",
] as const;

/** A request to the daemon. */
export interface AdminRequest {
  readonly method?: "GET" | "POST";
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** The running daemon, as commands ask it. */
export class AdminClient {
  readonly url: string;
  readonly #console: Console;

  /**
   * @param url the address, when the command line gives one
   * @throws AhaflowError `bad_argument` when it is none that can be asked
   */
  constructor(url: string | undefined, console: Console) {
    this.url = usable(url ?? adminUrl(fullEnvironment({}, console.env))).replace(/\/+$/, "");
    this.#console = console;
  }

  /**
   * An answer of the API, below `/api/v1`.
   * @throws AhaflowError `no_daemon`, `unauthorized`, or the code of the API's refusal
   */
  async ask<Answer>(path: string, request: AdminRequest = {}): Promise<Answer> {
    const response = await this.open(path, request);
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && answer !== undefined) return answer as Answer;
    throw await this.#refusal(response, answer);
  }

  /** An open answer, of any status but 401. @throws AhaflowError `no_daemon`, `unauthorized` */
  async open(path: string, { method = "GET", query, body }: AdminRequest = {}): Promise<Response> {
    const { env, ending } = this.#console;
    const token = fullEnvironment({}, env)["AHAFLOW_ADMIN_TOKEN"];
    const asked = query === undefined ? "" : `?${new URLSearchParams(query).toString()}`;
    const response = await fetch(`${this.url}/api/v1/${path}${asked}`, {
      method,
      signal: ending,
      headers: {
        ...(token ? bearer(token) : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new AhaflowError("no_daemon", `no daemon answers at ${this.url}`, {
        hint: "start it with `ahaflow start`, or say where it is: AHAFLOW_ADMIN_URL, or --admin",
        cause,
      });
    });
    if (response.status === 401)
      throw new AhaflowError("unauthorized", "the daemon wants its admin token", {
        hint: "set AHAFLOW_ADMIN_TOKEN",
      });
    return response;
  }

  /** A long answer. @throws AhaflowError as {@link ask} */
  async stream(path: string, request: AdminRequest = {}): Promise<Readable> {
    const response = await this.open(path, request);
    if (response.ok && response.body !== null) return Readable.fromWeb(response.body);
    throw await this.#refusal(response);
  }

  async #refusal(response: Response, answer?: unknown): Promise<AhaflowError> {
    const told = answer ?? (await response.json().catch(() => undefined));
    const { error } = (told ?? {}) as { error?: ErrorBody };
    if (error === undefined) return this.#noDaemon(response.status);
    const details = (error.details ?? []).map(({ pointer, message }) => `${pointer} ${message}`);
    const options = details.length === 0 ? {} : { hint: details.join("\n  ") };
    return new AhaflowError(error.code, error.message, options);
  }

  #noDaemon(status: number): AhaflowError {
    return new AhaflowError("no_daemon", `${this.url} answered ${status}`, {
      hint: "is this the admin address of an ahaflow daemon?",
    });
  }
}

/** What stands in an address that can't be used is not shown: it may have a password. */
function usable(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
  if (url !== undefined && isHttp && url.username === "" && url.password === "") return address;
  throw new AhaflowError("bad_argument", "the daemon's admin address can't be used", {
    hint: "write it as http://127.0.0.1:8081, without a user; the token goes into AHAFLOW_ADMIN_TOKEN",
  });
}

function bearer(token: string): { readonly authorization: string } {
  try {
    const headers = new Headers({ authorization: `Bearer ${token}` });
    return { authorization: headers.get("authorization") ?? "" };
  } catch {
    throw new AhaflowError("bad_argument", "AHAFLOW_ADMIN_TOKEN can't be sent in a header", {
      hint: "a token is one line of ASCII, as `openssl rand -hex 32` makes it",
    });
  }
}

interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details?: readonly { readonly pointer: string; readonly message: string }[];
}
