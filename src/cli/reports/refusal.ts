import type { Refusal } from "../../generated/admin-api.ts";

/** Why a delivery was refused, for people: the error, then each mistake of the body. */
export function refusalLines({
  code,
  message,
  details,
}: Pick<Refusal, "code" | "message" | "details">): string[] {
  const mistakes = (details ?? []).map((one) => `${one.pointer || "the body"}: ${one.message}`);
  return [`${code}: ${message}`, ...mistakes.map((mistake) => `  ${mistake}`)];
}
