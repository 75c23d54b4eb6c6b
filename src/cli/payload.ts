import { readFileSync } from "node:fs";
import type { WebhookPayload } from "../engine/ports.ts";
import { AhaflowError } from "../errors.ts";
import type { TriggeredFlow } from "../flows/compiled-flow.ts";

/** The parts of a delivery; a file with only such keys is a delivery, any other is a body. */
const PARTS = new Set(["method", "path", "headers", "query", "params", "body", "received_at"]);

/**
 * The payload of a run by hand: from a file, else from the flow's sample.
 * @throws AhaflowError `bad_argument` when there is neither, or the file can't be read
 */
export function readPayload(file: string | undefined, flow: TriggeredFlow): WebhookPayload {
  const { path, methods, sample } = flow.webhook;
  if (file === undefined && sample === undefined)
    throw new AhaflowError("bad_argument", `the flow ${flow.name} has no sample`, {
      hint: "give a delivery with --payload FILE, or name one in the flow: on.webhook.sample",
    });
  const content = file === undefined ? sample : readJson(file);
  const delivery = asDelivery(content);
  return {
    method: methods[0] ?? "POST",
    path,
    headers: {},
    query: {},
    params: {},
    body: null,
    received_at: new Date().toISOString(),
    ...delivery,
  };
}

function asDelivery(content: unknown): Partial<WebhookPayload> {
  const keys = typeof content === "object" && content !== null ? Object.keys(content) : [];
  const isDelivery =
    keys.length > 0 &&
    keys.every((key) => PARTS.has(key)) &&
    (keys.includes("body") || keys.includes("query"));
  return isDelivery ? (content as Partial<WebhookPayload>) : { body: content };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? "is not JSON" : "can't be read";
    throw new AhaflowError("bad_argument", `the payload ${file} ${why}`, { cause });
  }
}
