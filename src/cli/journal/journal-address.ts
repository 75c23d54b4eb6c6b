import { AhaflowError } from "../../errors.ts";
import { fullEnvironment, isDatabaseUrl } from "../../settings/load-settings.ts";
import type { JournalAddress } from "../../stores/copy/open-side.ts";
import type { Console } from "../console.ts";

/** How an address may be written. */
const FORMS =
  "give sqlite:FOLDER, postgres://user@host:5432/database, or env:AHAFLOW_DATABASE_URL for what stands in that variable";

/**
 * Reads the address of a journal: `sqlite:FOLDER`, `postgres://…`, or `env:NAME` for a variable of the environment
 * or of .env that has one of the two; AHAFLOW_DATA has a folder.
 * @param flag which has it; it is never shown itself: it may have a password
 * @throws AhaflowError `bad_argument`
 */
export function readAddress(flag: string, given: string, { env, err }: Console): JournalAddress {
  const name = /^env:(\w+)$/.exec(given)?.[1];
  if (name === undefined) {
    const address = addressOf(given);
    if (address === undefined)
      throw new AhaflowError("bad_argument", `${flag} names no journal`, { hint: FORMS });
    if ("url" in address && hasPassword(new URL(address.url)))
      err(
        `warning: others on this machine can see the password in ${flag} while this runs: ${flag} env:NAME takes the address from a variable`,
      );
    return address;
  }
  const value = fullEnvironment({}, env)[name];
  if (!value)
    throw new AhaflowError("bad_argument", `${flag}: the variable ${name} is not set`, {
      hint: FORMS,
    });
  const address = name === "AHAFLOW_DATA" ? { folder: value } : addressOf(value);
  if (address === undefined)
    throw new AhaflowError("bad_argument", `${flag}: the variable ${name} names no journal`, {
      hint: "it has to have postgres://user:password@host:5432/database, or sqlite:FOLDER",
    });
  return address;
}

function hasPassword({ password, searchParams }: URL): boolean {
  return password !== "" || searchParams.has("password");
}

function addressOf(text: string): JournalAddress | undefined {
  const folder = /^sqlite:(?!\/\/[^/])(.+)$/s.exec(text)?.[1];
  if (folder !== undefined) return { folder };
  return isDatabaseUrl(text) ? { url: text } : undefined;
}
