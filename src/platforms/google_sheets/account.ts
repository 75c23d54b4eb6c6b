/** A service account of Google, and the assertion by which it asks for a token (RFC 7523, RS256). */
import { sign } from "node:crypto";
import { isJsonObject } from "../../documents/json-object.ts";
import { ActionError } from "../../errors.ts";

/** What it asks for: reading and writing of spreadsheets that were shared with it, and nothing else. */
const SCOPE = "https://www.googleapis.com/auth/spreadsheets";

/** What stands in for a key where nothing real is called. */
export const STAND_IN = '{"client_email":"nobody@simulator.example"}';

export interface ServiceAccount {
  readonly email: string;
  /** PEM; undefined: the simulator asks for none. */
  readonly privateKey: string | undefined;
}

/** @throws ActionError bad_credentials for what is no key of a service account */
export function readAccount(credentials: string, connection: string): ServiceAccount {
  const key = parsed(credentials);
  const { client_email: email, private_key: privateKey } = isJsonObject(key) ? key : {};
  if (typeof email === "string" && credentials === STAND_IN)
    return { email, privateKey: undefined };
  if (
    typeof email === "string" &&
    typeof privateKey === "string" &&
    privateKey.includes("-----BEGIN")
  )
    return { email, privateKey };
  throw new ActionError("bad_credentials", "the credentials are no key of a service account", {
    code: "no_service_account",
    hint: `put the JSON that Google Cloud gives for a key, with client_email and private_key, into the file of connection "${connection}"`,
  });
}

/** A form that asks for a token. @param now in milliseconds since 1970 */
export function tokenRequest(
  { email, privateKey }: ServiceAccount,
  audience: string,
  now: number,
): string {
  const at = Math.floor(now / 1_000);
  const claims = { iss: email, scope: SCOPE, aud: audience, iat: at, exp: at + 3_600 };
  const unsigned = `${encoded({ alg: "RS256", typ: "JWT" })}.${encoded(claims)}`;
  const signature = privateKey === undefined ? "" : signed(unsigned, privateKey);
  return new URLSearchParams({
    grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    assertion: `${unsigned}.${signature}`,
  }).toString();
}

function signed(text: string, privateKey: string): string {
  try {
    return sign("RSA-SHA256", Buffer.from(text), privateKey).toString("base64url");
  } catch {
    // OpenSSL's words may hold parts of the key.
    throw new ActionError(
      "bad_credentials",
      "the private_key of the service account can't be read",
      {
        code: "no_private_key",
        hint: "take the JSON as Google Cloud gives it",
      },
    );
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
