import { userView } from "../bot.ts";
import type { Call } from "./call.ts";

/** The user, as AhaChat knows them. */
export function findUser({ user }: Call): object {
  return { success: true, user: userView(user) };
}
