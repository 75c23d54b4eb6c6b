import { isFields } from "../../simulator/fields.ts";
import { Refusal } from "./refusal.ts";

const SECONDS = 3_600;

/** Gives tokens for assertions, and knows those that it gave. */
export class Tokens {
  readonly #given = new Set<string>();

  /** @throws Refusal 400 for what is no assertion of a service account */
  give(form: unknown): object {
    const { grant_type: grant, assertion } = isFields(form) ? form : {};
    const [, claims = ""] = String(assertion).split(".");
    if (grant !== "urn:ietf:params:oauth:grant-type:jwt-bearer" || !isClaims(claims))
      throw new Refusal(400, "invalid_grant");
    const token = `ya29.simulated-${this.#given.size + 1}`;
    this.#given.add(token);
    return { access_token: token, expires_in: SECONDS, token_type: "Bearer" };
  }

  /** @throws Refusal 401 */
  check(authorization: string | undefined): void {
    if (!this.#given.has(String(authorization).replace(/^Bearer /, "")))
      throw new Refusal(401, "Request had invalid authentication credentials.");
  }

  clear(): void {
    this.#given.clear();
  }
}

function isClaims(encoded: string): boolean {
  try {
    const claims: unknown = JSON.parse(Buffer.from(encoded, "base64url").toString());
    return (
      isFields(claims) && typeof claims["iss"] === "string" && typeof claims["scope"] === "string"
    );
  } catch {
    return false;
  }
}
