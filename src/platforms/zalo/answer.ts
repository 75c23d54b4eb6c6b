/**
 * What an answer of Zalo's means: its `error` decides, whatever the status (docs/zalo.md has the sources). A code
 * of which two of them do not say the same is a refusal, and is shown. No message quotes an answer.
 */
import { ActionError } from "../../errors.ts";
import { answerFailure, type Meaning, meaning } from "../../outgoing/failure.ts";
import type { ApiAnswer } from "../api-connection.ts";

const WHO = "Zalo";

const BAD_TOKEN = meaning("bad_credentials", "the access token is not good, or not any more");

const BY_CODE: { readonly [code: number]: Meaning } = {
  "-108": meaning("invalid_request", "it takes no such phone number"),
  "-109": meaning("invalid_request", "there is no such template"),
  "-118": meaning("user_unavailable", "nobody at Zalo has this phone number"),
  "-124": BAD_TOKEN,
  "-216": BAD_TOKEN,
  "-230": meaning(
    "outside_window",
    "they have not written to the official account in the last 7 days",
  ),
};

const REFUSED = meaning("invalid_request", "the request was refused");

/** Whether Zalo took the message. */
export function isTaken({ status, body }: ApiAnswer): boolean {
  return status < 300 && body?.["error"] === 0;
}

/** Whether the token was refused, and another one might do. */
export function isBadToken(answer: ApiAnswer): boolean {
  return answer.status === 401 || meaningOf(answer) === BAD_TOKEN;
}

/** @param connection over which it came, for whoever has to correct it */
export function refusalOf(answer: ApiAnswer, connection: string): ActionError {
  const { status, body, retryAfterMs } = answer;
  const code = body?.["error"];
  if (typeof code !== "number" && status < 300)
    return new ActionError(
      "invalid_request",
      `${WHO} answered ${status} with no answer of its API`,
      {
        code: "unexpected_reply",
        hint: `correct base_url: of connection "${connection}"`,
      },
    );
  return answerFailure({
    who: WHO,
    status,
    ...(typeof code === "number" && { said: { codes: [code], meaning: meaningOf(answer) } }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(isBadToken(answer) && {
      hint: `give connection "${connection}" a new token: one is good for about a day, and ends when the next one is made`,
    }),
  });
}

/** Statuses that say more than a code that nobody knows: what goes wrong there may go well later. */
function meaningOf({ status, body }: ApiAnswer): Meaning | undefined {
  const code = body?.["error"];
  const known = typeof code === "number" ? BY_CODE[code] : undefined;
  return known ?? (status < 300 ? REFUSED : undefined);
}
