import { createHmac } from "node:crypto";
import { durationMs } from "../../documents/duration.ts";
import type { Hmac, StandardWebhooks } from "../../generated/flow.ts";
import type { WebhookRequest } from "../webhook.ts";
import { allOf, isOneOf } from "./same-text.ts";
import { isNear } from "./timestamp.ts";

/** How far the time of a Standard Webhook may be off, in milliseconds. */
const STANDARD_TOLERANCE_MS = 300_000;

/** A signature over the body's bytes, or over `timestamp.body`. */
export function passesHmac(
  { secret, header, algorithm = "sha256", encoding = "hex", prefix = "", ...timed }: Hmac,
  request: WebhookRequest,
): boolean {
  const given = headerOf(request, header);
  if (given?.startsWith(prefix) !== true) return false;
  const sent = timed.timestamp_header && headerOf(request, timed.timestamp_header);
  if (timed.timestamp_header !== undefined) {
    const toleranceMs = durationMs(timed.tolerance ?? "5m");
    if (!isNear(sent, request.receivedAt, toleranceMs)) return false;
  }
  const start = sent === undefined ? "" : `${sent}.`;
  const signature = given.slice(prefix.length);
  return isOneOf(
    encoding === "hex" ? signature.toLowerCase() : signature,
    allOf(secret).map((key) =>
      createHmac(algorithm, key).update(start).update(request.body).digest(encoding),
    ),
  );
}

/** The signature of standardwebhooks.com, version 1: an HMAC with a symmetric key. */
export function passesStandardWebhooks(
  { secret }: StandardWebhooks,
  request: WebhookRequest,
): boolean {
  const id = headerOf(request, "webhook-id");
  const timestamp = headerOf(request, "webhook-timestamp");
  const signatures = headerOf(request, "webhook-signature")?.split(" ") ?? [];
  if (id === undefined || timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return false;
  // Seconds, however many digits they have.
  const sentAt = Number(timestamp) * 1_000;
  if (Math.abs(request.receivedAt - sentAt) > STANDARD_TOLERANCE_MS) return false;
  const good = allOf(secret)
    .map((text) => Buffer.from(text.replace(/^whsec_/, ""), "base64"))
    .filter((key) => key.length > 0)
    .map((key) => {
      const hmac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(request.body);
      return `v1,${hmac.digest("base64")}`;
    });
  return signatures.some((signature) => isOneOf(signature, good));
}

function headerOf({ headers }: WebhookRequest, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return typeof value === "string" ? value : undefined;
}
