import type { RunError } from "../../../src/generated/admin-api.ts";
import { t } from "./words.svelte.ts";

/** What is said of a failure: by its code where the reason is several things, else by its reason. */
export function wordsOfFailure({ reason, code }: Pick<RunError, "reason" | "code">) {
  const { reasons, ends } = t();
  return reason === "cancelled" && isEnd(code) ? ends[code] : reasons[reason];
}

function isEnd(code: string): code is keyof ReturnType<typeof t>["ends"] {
  return Object.hasOwn(t().ends, code);
}
