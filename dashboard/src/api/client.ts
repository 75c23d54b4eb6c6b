/** Calls to the admin API. Answers have the types of the OpenAPI document. */
import type { Error as ErrorAnswer } from "../../../src/generated/admin-api.ts";

/** An answer that is no success, or none at all: then `status` is 0. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly status: number;
  readonly code: string;
  readonly details: NonNullable<ErrorAnswer["error"]["details"]>;

  constructor(status: number, { code, message, details = [] }: ErrorAnswer["error"]) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** Parameters of a query; those without a value are left out. */
export type Query = Record<string, string | number | boolean | undefined>;

/** @throws ApiFailure */
export function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const known = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(known.map(([name, value]) => [name, String(value)])).toString();
  return call(text === "" ? path : `${path}?${text}`, { signal: signal ?? null });
}

/**
 * @param body a text is JSON already, of which no digit is touched
 * @param answers a status that is an answer, too, and no refusal
 * @throws ApiFailure
 */
export function post<T>(path: string, body: object | string = {}, answers?: number): Promise<T> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
  return call(path, init, answers);
}

/** @throws ApiFailure */
export function remove(path: string): Promise<void> {
  return call(path, { method: "DELETE" });
}

let onLoggedOut = () => {};

/** Who is told that the session is over. */
export function whenLoggedOut(tell: () => void): void {
  onLoggedOut = tell;
}

async function call<T>(path: string, init: RequestInit, answers?: number): Promise<T> {
  const response = await answer(path, init);
  if (response.ok || response.status === answers)
    return (response.status === 204 ? undefined : await response.json()) as T;
  if (response.status === 401 && path !== "session") onLoggedOut();
  throw new ApiFailure(response.status, await errorOf(response));
}

async function answer(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api/v1/${path}`, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new ApiFailure(0, { code: "no_answer", message: "" });
  }
}

async function errorOf(response: Response): Promise<ErrorAnswer["error"]> {
  try {
    return ((await response.json()) as ErrorAnswer).error;
  } catch {
    return { code: `http_${response.status}`, message: response.statusText };
  }
}
