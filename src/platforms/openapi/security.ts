/** What lets a call in: keys, tokens and names, where the document wants them. */
import { isJsonObject } from "../../documents/json-object.ts";
import { headerName, headerValue } from "../../outgoing/request-headers.ts";
import { child, type DocumentFiles, follow, objectOf, type Part } from "./part.ts";
import type { SchemeAuth } from "./settings.ts";
import { encoded } from "./styles.ts";
import type { TokenClient } from "./tokens.ts";

/** What a scheme adds to a request. */
export type Entry =
  | {
      readonly kind: "key";
      readonly in: "header" | "query" | "cookie";
      readonly name: string;
      readonly value: string;
    }
  | { readonly kind: "client"; readonly client: TokenClient };

/** A scheme of a document; its values are undefined where there is none of that name. */
export function schemeOf(files: DocumentFiles, top: Part, name: string): Part {
  return follow(files, child(child(child(top, "components"), "securitySchemes"), name));
}

/** What a scheme can be given, as people write it; undefined: it can't be used. */
export function wantedOf(
  scheme: Part,
): "text" | "name and password" | "text or client" | undefined {
  const { type, scheme: way } = objectOf(scheme);
  const isBasic = String(way).toLowerCase() === "basic";
  if (type === "http") return isBasic ? "name and password" : isBearer(way) ? "text" : undefined;
  if (type === "oauth2") return "text or client";
  return type === "apiKey" || type === "openIdConnect" ? "text" : undefined;
}

function isBearer(way: unknown): boolean {
  return String(way).toLowerCase() === "bearer";
}

/** Where a client gets its token, by the document; undefined where it says nothing of clients. */
export function tokenUrlOf(scheme: Part): string | undefined {
  const flow = child(child(scheme, "flows"), "clientCredentials");
  const { tokenUrl } = objectOf(flow);
  return typeof tokenUrl === "string" && URL.canParse(tokenUrl) ? tokenUrl : undefined;
}

function authorization(value: string): Entry {
  return { kind: "key", in: "header", name: "authorization", value };
}

/** What a scheme adds, with what the connection has for it. */
export function entryOf(scheme: Part, auth: SchemeAuth): Entry {
  const { type, name, in: place } = objectOf(scheme);
  if (typeof auth !== "string") {
    if ("username" in auth) {
      const text = Buffer.from(`${auth.username}:${auth.password}`).toString("base64");
      return authorization(`Basic ${text}`);
    }
    const { client_id: clientId, client_secret: clientSecret, scopes, token_url } = auth;
    const url = token_url ?? tokenUrlOf(scheme) ?? "";
    return { kind: "client", client: { url, clientId, clientSecret, scopes: scopes ?? [] } };
  }
  if (type !== "apiKey") return authorization(`Bearer ${auth}`);
  const where = place === "query" || place === "cookie" ? place : "header";
  return { kind: "key", in: where, name: String(name), value: auth };
}

/** A request with what lets it in. */
export interface LetIn {
  readonly headers: Readonly<Record<string, string>>;
  /** Encoded: `key=value`. */
  readonly query: readonly string[];
  readonly cookies: readonly string[];
}

/** What entries add; tokens of clients are given. */
export function lettingIn(entries: readonly Entry[], tokens: ReadonlyMap<Entry, string>): LetIn {
  const headers: Record<string, string> = {};
  const query: string[] = [];
  const cookies: string[] = [];
  for (const entry of entries)
    if (entry.kind === "client")
      headers["authorization"] = headerValue("authorization", `Bearer ${tokens.get(entry) ?? ""}`);
    else if (entry.in === "header")
      headers[headerName(entry.name)] = headerValue(entry.name, entry.value);
    else
      (entry.in === "query" ? query : cookies).push(
        `${encoded(entry.name)}=${encoded(entry.value)}`,
      );
  return { headers, query, cookies };
}

/** The texts of what a connection has for a scheme that nobody may see. */
export function secretsOf(auth: unknown): string[] {
  if (typeof auth === "string") return [auth];
  if (!isJsonObject(auth)) return [];
  return [auth["password"], auth["client_secret"]].filter((one) => typeof one === "string");
}
