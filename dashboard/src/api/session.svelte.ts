/** Who is looking, and what the daemon lets them do. */
import type { Session } from "../../../src/generated/admin-api.ts";
import { ApiFailure, get, post, remove, whenLoggedOut } from "./client.ts";

let current = $state.raw<Session>();

/** Undefined until it is known. */
export function session(): Session | undefined {
  return current;
}

/** Whether buttons that change something are there. */
export function mayChange(): boolean {
  return current?.read_only === false;
}

export async function readSession(): Promise<void> {
  current = await get<Session>("session");
}

/** @throws ApiFailure 401 for a wrong token, 429 after too many */
export async function logIn(token: string): Promise<void> {
  await post("session", { token });
  await readSession();
}

export async function logOut(): Promise<void> {
  await remove("session");
  await readSession();
}

whenLoggedOut(() => {
  if (current?.login === "in") current = { ...current, login: "needed" };
});

/** Whether a failure is only that the session is over, for which there is the login. */
export function isLoggedOut(failure: unknown): boolean {
  return failure instanceof ApiFailure && failure.status === 401;
}
