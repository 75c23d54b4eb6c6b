import type { Reply } from "../../simulator/answer.ts";

const STATUSES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
};

/** What Google says no with. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export function refusal({ code, message }: Pick<Refusal, "code" | "message">): Reply {
  return { status: code, body: { error: { code, message, status: STATUSES[code] ?? "UNKNOWN" } } };
}
