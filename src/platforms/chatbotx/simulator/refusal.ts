import type { Reply } from "../../simulator/answer.ts";
import type { Dialect } from "./dialect.ts";

/** How the simulated platform says no: an HTTP status and a code of ChatbotX's. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;
  /** Whether the server's contract names this refusal. */
  readonly defined: boolean;

  constructor(status: number, code: string, message = code, defined = false) {
    super(message);
    this.status = status;
    this.code = code;
    this.defined = defined;
  }
}

/** An input that is refused, with what is wrong where, in zod's words. */
export class InvalidInput extends Error {
  override readonly name = "InvalidInput";
  readonly issues: readonly unknown[];

  constructor(issues: readonly unknown[]) {
    super("Input validation failed");
    this.issues = issues;
  }
}

/** No such thing. @param defined as each call has it (ran) */
export function notFound(message: string, defined = false): Refusal {
  return new Refusal(404, "notFound", message, defined);
}

/** What nobody has thought of. */
export function broken(): Refusal {
  return new Refusal(500, "INTERNAL_SERVER_ERROR", "Internal server error");
}

/** Where the older server breaks, the later one says what is wrong. */
export function refusedData(dialect: Dialect, message: string): Refusal {
  return dialect === "later" ? new Refusal(422, "invalidRequestData", message, true) : broken();
}

/** No token, or a wrong one: the older server answers 500 (ran), the later one 401. */
export function badToken(dialect: Dialect): Refusal {
  return new Refusal(dialect === "later" ? 401 : 500, "INVALID_CHATBOT_TOKEN");
}

/** What a token of few rights may not do. */
export function forbidden(): Refusal {
  return new Refusal(403, "FORBIDDEN", "Forbidden");
}

/** The body of every refusal. */
export function refusalBody(
  status: number,
  code: string,
  message: string = code,
  more: { readonly defined?: boolean; readonly issues?: readonly unknown[] } = {},
): object {
  const { defined = false, issues } = more;
  return { defined, code, status, message, ...(issues !== undefined && { data: { issues } }) };
}

/** The answer to an expected failure; undefined for a bug. */
export function replyTo(error: unknown, dialect: Dialect): Reply | undefined {
  if (error instanceof Refusal) {
    const { status, code, message, defined } = error;
    return { status, body: refusalBody(status, code, message, { defined }) };
  }
  if (error instanceof InvalidInput) {
    const { message, issues } = error;
    const [status, code] =
      dialect === "later"
        ? ([422, "invalidRequestData"] as const)
        : ([400, "BAD_REQUEST"] as const);
    return { status, body: refusalBody(status, code, message, { issues }) };
  }
  return undefined;
}

/** A body that can't be read at all. */
export const MALFORMED: Reply = {
  status: 400,
  body: refusalBody(
    400,
    "BAD_REQUEST",
    "Malformed request. Ensure the request body is properly formatted and the 'Content-Type' header is set correctly.",
  ),
};

/** No such route: plain text, unlike every other answer. */
export const NO_ROUTE: Reply = {
  status: 404,
  body: "Not found",
  headers: { "content-type": "text/plain;charset=UTF-8" },
};
