/** What a refusal of Google's means: its status decides; no message quotes an answer. */
import { ActionError } from "../../errors.ts";
import { answerFailure, meaning } from "../../outgoing/failure.ts";
import type { ApiAnswer } from "../api-connection.ts";
import { readAccount } from "./account.ts";
import type { SheetsConnectionSettings } from "./settings.ts";

/** Quotas are refilled every minute (doc), and nothing says when: so long is waited, in milliseconds. */
const REFILL_MS = 15_000;

const WHO = "Google Sheets";

/** @param settings of the connection, for whoever has to correct something */
export function refusalOf(answer: ApiAnswer, settings: SheetsConnectionSettings): ActionError {
  const { status, body } = answer;
  if (status < 300)
    return new ActionError("invalid_request", `${WHO} answered ${status} with no object of JSON`, {
      code: "unexpected_reply",
      hint: `correct base_url: of connection "${settings.name}"`,
    });
  const wait = answer.retryAfterMs ?? (status === 429 ? REFILL_MS : undefined);
  const known = isOfGoogle(body) ? hintFor(status, settings) : undefined;
  return answerFailure({
    who: WHO,
    status,
    ...(status === 400 && { said: { codes: [], meaning: REFUSED } }),
    ...(wait !== undefined && { retryAfterMs: wait }),
    ...(known !== undefined && { hint: known }),
  });
}

const REFUSED = meaning(
  "invalid_request",
  "it does not know the sheet, or does not take what is written",
);

function isOfGoogle(body: ApiAnswer["body"]): boolean {
  return body?.["error"] !== undefined;
}

function hintFor(
  status: number,
  { credentials, name }: SheetsConnectionSettings,
): string | undefined {
  if (status === 400) return "see that sheet: is the name of a tab of the spreadsheet";
  if (status === 404) return "see that spreadsheet: is the id in the address of the spreadsheet";
  if (status === 401) return `make a new key for the service account of connection "${name}"`;
  if (status !== 403) return undefined;
  const { email } = readAccount(credentials, name);
  return `share the spreadsheet with ${email} as an editor, and see that the Google Sheets API is enabled in its project`;
}

/** Why there is no token. */
export function tokenRefusal({ status, retryAfterMs }: ApiAnswer, connection: string): ActionError {
  if (status === 429 || status >= 500)
    return answerFailure({
      who: "Google",
      status,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  return new ActionError(
    "bad_credentials",
    `Google answered ${status}: it gives this service account no token`,
    {
      code: `http_${status}`,
      status,
      hint: `make a new key for the service account of connection "${connection}", and see that this machine's clock is right`,
    },
  );
}
