/**
 * What an answer of ChatbotX means. Its codes decide, then statuses, and of its texts only the
 * number of seconds in a refusal that has no other place for it. No message quotes an answer.
 */
import { isJsonObject, type JsonObject } from "../../documents/json-object.ts";
import { parseJson } from "../../documents/parse-json.ts";
import { ActionError, type FailureReason } from "../../errors.ts";
import { answerFailure } from "../../outgoing/failure.ts";

/** Of the later server's limit: fixed windows (code). */
const WINDOW_MS = 10_000;
/** A call that holds the same Idempotency-Key is under way: time for it to end. */
const CONFLICT_MS = 2_000;

/** An answer as it came. */
export interface RawAnswer {
  /** The connection over which it came, for whoever has to correct it. */
  readonly connection: string;
  readonly status: number;
  /** Its Content-Type. */
  readonly type: string;
  /** Undefined when it can't be read as text. */
  readonly text: string | undefined;
  /** Of its Retry-After header, which ChatbotX does not send (code). */
  readonly retryAfterMs: number | undefined;
  /** Lets no call go for so long, in milliseconds. */
  readonly pause: (ms: number) => void;
}

interface Meaning {
  readonly reason: FailureReason;
  readonly text: string;
}

const meaning = (reason: FailureReason, text: string): Meaning => ({ reason, text });

/** Whatever the status: a wrong token was answered 500 (ran), later 401. */
const BY_CODE: { readonly [code: string]: Meaning } = {
  INVALID_CHATBOT_TOKEN: meaning("bad_credentials", "the token is wrong or was revoked"),
  tooManyRequests: meaning("rate_limited", "too many calls"),
  rateLimitExceeded: meaning("rate_limited", "too many calls"),
  idempotencyKeyConflict: meaning("unavailable", "the same call is still under way"),
  trialExpired: meaning("forbidden", "the trial of the workspace has ended"),
  macLimitReached: meaning(
    "forbidden",
    "the workspace has as many active contacts as its plan has",
  ),
};

/**
 * The JSON of a good answer; undefined where there is none.
 * @throws ActionError
 */
export function readAnswer(answer: RawAnswer): unknown {
  const { status, text, type } = answer;
  const isGood = status >= 200 && status < 300;
  if (isGood && text === "") return undefined;
  const value = parsed(text);
  if (isGood && value !== undefined) return value;
  if (isGood)
    throw new ActionError("invalid_request", `ChatbotX answered ${status} with no JSON`, {
      code: "unexpected_reply",
      hint: "base_url of the connection ends in /api: https://app.chatbotx.io/api",
    });
  if (status === 404 && !isJsonObject(value) && type.startsWith("text/plain"))
    throw new ActionError("invalid_request", "this ChatbotX server has no such call", {
      code: NO_SUCH_CALL,
      status,
      hint: "it is older or newer than those that are known, or base_url does not end in /api",
    });
  const failure = failureOf(answer, isJsonObject(value) ? value : undefined);
  if (failure.reason === "rate_limited" && failure.retryAfterMs !== undefined)
    answer.pause(failure.retryAfterMs);
  throw failure;
}

/** Code of a call that the server does not know: a 404 in plain text, unlike every other one (ran). */
const NO_SUCH_CALL = "no_such_call";

/** Whether a call failed because the server does not have it. */
export function isUnknownCall(error: unknown): boolean {
  return error instanceof ActionError && error.code === NO_SUCH_CALL;
}

/** Whether a call failed because what it is about is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ActionError && error.reason === "not_found";
}

/** The answer is none that ChatbotX gives. */
export function unexpectedReply(what: string): ActionError {
  return new ActionError("invalid_request", `ChatbotX answered without ${what}`, {
    code: "unexpected_reply",
  });
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : parseJson(text);
  } catch {
    return undefined;
  }
}

function failureOf(answer: RawAnswer, body: JsonObject | undefined): ActionError {
  const { status } = answer;
  const code = codeOf(body);
  const known = code === undefined ? undefined : BY_CODE[code];
  const general = answerFailure({ who: "ChatbotX", status });
  const reason = known?.reason ?? general.reason;
  const wait = retryAfterOf(answer, reason, body);
  const text = known === undefined ? general.message : `ChatbotX answered ${status}: ${known.text}`;
  const where = issuesOf(body);
  const hint = `correct token: of connection "${answer.connection}"; it is made in the workspace's settings`;
  return new ActionError(reason, `${text}${where === "" ? "" : ` (${where})`}`, {
    code: code ?? general.code,
    status,
    ...(reason === "bad_credentials" && { hint }),
    ...(wait !== undefined && { retryAfterMs: wait }),
  });
}

function codeOf(body: JsonObject | undefined): string | undefined {
  const code = body?.["code"];
  return typeof code === "string" && /^\w{1,60}$/.test(code) ? code : undefined;
}

/** Places and kinds of what is wrong with the input, without a value: `text: too_big`. */
function issuesOf(body: JsonObject | undefined): string {
  const data = body?.["data"];
  const issues = isJsonObject(data) ? data["issues"] : undefined;
  if (!Array.isArray(issues)) return "";
  return issues
    .filter(isJsonObject)
    .slice(0, 3)
    .map(({ path, code }) => `${Array.isArray(path) ? path.join(".") : ""}: ${String(code)}`)
    .filter((text) => /^[\w.]*: \w+$/.test(text))
    .join(", ");
}

function retryAfterOf(
  { retryAfterMs }: RawAnswer,
  reason: FailureReason,
  body: JsonObject | undefined,
): number | undefined {
  if (reason === "rate_limited") {
    const seconds = /\bafter (\d{1,4})\s?s/.exec(String(body?.["message"]))?.[1];
    if (seconds !== undefined) return Number(seconds) * 1_000;
    return retryAfterMs ?? WINDOW_MS - (Date.now() % WINDOW_MS);
  }
  return codeOf(body) === "idempotencyKeyConflict" ? CONFLICT_MS : retryAfterMs;
}
