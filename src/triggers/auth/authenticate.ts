/**
 * Who may come in. Of a request nothing is parsed before, but for a flow whose sender has its credential in
 * the body; all refusals look the same.
 */
import type { RunValues } from "../../engine/walk/run-scope.ts";
import { ActionError } from "../../errors.ts";
import type { CompiledAuth } from "../../flows/compiled-flow.ts";
import type { Auth, Basic, Bearer, BodySecret, Header } from "../../generated/flow.ts";
import { addressCheck } from "../../ip-addresses.ts";
import type { WebhookRequest } from "../webhook.ts";
import { passesHmac, passesStandardWebhooks } from "./hmac.ts";
import { allOf, isOneOf } from "./same-text.ts";
import { Sent } from "./sent.ts";
import { passesSignature } from "./signature.ts";

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
  const sent = new Sent(request);
  return entries.some((entry) => {
    try {
      return passes(entry.render({ ...values }) as Auth, sent, address);
    } catch (error) {
      // A secret that ahaflow.yaml has no more lets nobody in.
      if (error instanceof ActionError) return false;
      throw error;
    }
  });
}

function passes(auth: Auth, sent: Sent, address: string | undefined): boolean {
  const { request } = sent;
  if (auth.hmac !== undefined) return passesHmac(auth.hmac, request);
  if (auth.standard_webhooks !== undefined)
    return passesStandardWebhooks(auth.standard_webhooks, request);
  if (auth.bearer !== undefined) return passesBearer(auth.bearer, request);
  if (auth.basic !== undefined) return passesBasic(auth.basic, request);
  if (auth.header !== undefined) return passesHeader(auth.header, sent);
  if (auth.query !== undefined)
    return isOneOf(sent.parameter(auth.query.name), allOf(auth.query.value));
  if (auth.body !== undefined) return passesBody(auth.body, sent);
  if (auth.signature !== undefined) return passesSignature(auth.signature, sent);
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

function passesHeader({ name, scheme, value }: Header, sent: Sent): boolean {
  const given = sent.header(name);
  const secret = scheme === undefined ? given : schemeOf(given, scheme.toLowerCase());
  return isOneOf(secret, allOf(value));
}

function passesBody({ field, value }: BodySecret, sent: Sent): boolean {
  const given = sent.at(field);
  // Numbers are no secrets: one of JSON could be written in many ways.
  return isOneOf(typeof given === "string" ? given : undefined, allOf(value));
}

/** What stands behind the scheme's name, whatever its case (RFC 9110, section 11.1). */
function schemeOf(authorization: string | undefined, scheme: string): string | undefined {
  const [, name, rest] = /^(\S+) +(\S+)$/.exec(authorization ?? "") ?? [];
  return name?.toLowerCase() === scheme ? rest : undefined;
}
