/** Who may come in. Nothing of a request is parsed before; all refusals look the same. */
import type { RunValues } from "../../engine/walk/run-scope.ts";
import { ActionError } from "../../errors.ts";
import type { CompiledAuth } from "../../flows/compiled-flow.ts";
import type { Auth, Basic, Bearer, Header, Query } from "../../generated/flow.ts";
import { addressCheck } from "../../ip-addresses.ts";
import type { WebhookRequest } from "../webhook.ts";
import { passesHmac, passesStandardWebhooks } from "./hmac.ts";
import { allOf, isOneOf } from "./same-text.ts";

/**
 * Whether one of the ways in is open for a request; without any, all may come.
 * @param address of the sender
 */
export function authenticate(
  { entries }: CompiledAuth,
  request: WebhookRequest,
  address: string | undefined,
  values: RunValues,
): boolean {
  if (entries.length === 0) return true;
  return entries.some((entry) => {
    try {
      return passes(entry.render({ ...values }) as Auth, request, address);
    } catch (error) {
      // A secret that ahaflow.yaml has no more lets nobody in.
      if (error instanceof ActionError) return false;
      throw error;
    }
  });
}

function passes(auth: Auth, request: WebhookRequest, address: string | undefined): boolean {
  if (auth.hmac !== undefined) return passesHmac(auth.hmac, request);
  if (auth.standard_webhooks !== undefined)
    return passesStandardWebhooks(auth.standard_webhooks, request);
  if (auth.bearer !== undefined) return passesBearer(auth.bearer, request);
  if (auth.basic !== undefined) return passesBasic(auth.basic, request);
  if (auth.header !== undefined) return passesHeader(auth.header, request);
  if (auth.query !== undefined) return passesQuery(auth.query, request);
  return auth.ip !== undefined && addressCheck(auth.ip.allow)(address);
}

function passesBearer({ token }: Bearer, { headers }: WebhookRequest): boolean {
  return isOneOf(schemeOf(headers.authorization, "bearer"), allOf(token));
}

function passesBasic({ username, password }: Basic, { headers }: WebhookRequest): boolean {
  const encoded = schemeOf(headers.authorization, "basic") ?? "";
  const given = Buffer.from(encoded, "base64").toString("utf8");
  return isOneOf(
    given,
    allOf(password).map((one) => `${username}:${one}`),
  );
}

function passesHeader({ name, value }: Header, { headers }: WebhookRequest): boolean {
  const given = headers[name.toLowerCase()];
  return isOneOf(typeof given === "string" ? given : undefined, allOf(value));
}

function passesQuery({ name, value }: Query, { query }: WebhookRequest): boolean {
  const given = new URLSearchParams(query).getAll(name);
  return given.length === 1 && isOneOf(given[0], allOf(value));
}

/** What stands behind the scheme's name, whatever its case (RFC 9110, section 11.1). */
function schemeOf(authorization: string | undefined, scheme: string): string | undefined {
  const [, name, rest] = /^(\S+) +(\S+)$/.exec(authorization ?? "") ?? [];
  return name?.toLowerCase() === scheme ? rest : undefined;
}
