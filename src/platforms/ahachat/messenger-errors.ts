import { type Meaning, meaning, type SaidError } from "../../outgoing/failure.ts";

/** An error code of Messenger's (Meta). */
export interface MessengerError {
  readonly code: number;
  readonly subcode: number | undefined;
}

/** Messenger's error codes, alone or as `code/subcode` (Meta). */
const MEANINGS: { readonly [code: string]: Meaning } = {
  "10/2018278": meaning("outside_window", "outside the 24-hour window"),
  "100/2018001": meaning("not_found", "no such user"),
  "100": meaning("invalid_request", "a parameter is wrong"),
  "190": meaning("bad_credentials", "the token is wrong or was reset"),
  "200": meaning("forbidden", "a permission is missing"),
  "230": meaning("forbidden", "a permission is missing"),
  "368": meaning("forbidden", "the page is blocked for abuse"),
  "551": meaning("user_unavailable", "the user can't be reached"),
  "4": meaning("rate_limited", "too many calls"),
  "613": meaning("rate_limited", "too many calls"),
  "2": meaning("unavailable", "a temporary failure"),
  "1200": meaning("unavailable", "a temporary failure"),
};

/** What an error says: its codes, and what they mean where that is known. */
export function saidBy({ code, subcode }: MessengerError): SaidError {
  return {
    codes: subcode === undefined ? [code] : [code, subcode],
    meaning: MEANINGS[`${code}/${subcode}`] ?? MEANINGS[code],
  };
}
