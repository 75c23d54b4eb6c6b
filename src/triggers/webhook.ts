import type { IncomingHttpHeaders } from "node:http";
import type { SchemaMistake } from "../documents/schema-mistake.ts";
import { keyText, newRun, type TriggerEvent } from "../engine/accept/submit.ts";
import type { RunValues } from "../engine/walk/run-scope.ts";
import { ActionError, AhaflowError } from "../errors.ts";
import type {
  CompiledItems,
  CompiledWebhook,
  FormTypes,
  WebhookFlow,
} from "../flows/compiled-flow.ts";
import { listAt } from "../flows/items.ts";
import type { WebhookPayload } from "../journal/records.ts";
import { withJsonTexts } from "./json-texts.ts";
import { parseBody } from "./parse-body.ts";
import { parseForm } from "./parse-form.ts";
import { payloadMistakes } from "./payload-mistakes.ts";
import { WebhookRejection } from "./webhook-rejection.ts";
import { withoutFields } from "./without-fields.ts";

/** A request as it came; `body` is its raw bytes. */
export interface WebhookRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** Fields of the body that are credentials: they are left out when it is read. */
  readonly withheld?: readonly string[];
  /** Fields of the body that are texts with JSON in them. */
  readonly jsonFields?: readonly string[];
}

/** Entries of one delivery: each is a run. */
const MOST_ENTRIES = 1_000;

const NONE: readonly string[] = [];

/** Headers that are credentials of the sender: checked at the door, never kept. */
const CREDENTIAL_HEADERS = new Set(["authorization", "cookie", "proxy-authorization"]);

/**
 * Makes a trigger event of a request.
 * @throws WebhookRejection with the HTTP status to answer
 */
export function readWebhook(
  flow: WebhookFlow,
  request: WebhookRequest,
  values: RunValues,
): TriggerEvent {
  const payload = readPayload(request, flow.webhook.formTypes);
  return eventOf(flow, payload, request.receivedAt, values);
}

/**
 * Makes a trigger event of each entry of a delivery's list, in their order.
 * @throws WebhookRejection as {@link readWebhook}, AhaflowError `concurrency_key`: one entry that does not fit
 *   refuses all of them
 */
export function readEntries(
  flow: WebhookFlow,
  { path, checkWhole }: CompiledItems,
  request: WebhookRequest,
  values: RunValues,
): TriggerEvent[] {
  const payload = readPayload(request, flow.webhook.formTypes);
  demand(checkWhole?.(payload.body), "body");
  const list = listAt(payload.body, path);
  if (list === undefined || list.length > MOST_ENTRIES) {
    const what = list === undefined ? "no" : `more than ${MOST_ENTRIES} entries in the`;
    const message = `the body has ${what} list ${path}`;
    throw new WebhookRejection(422, "payload_invalid", message);
  }
  const size = Math.ceil(request.body.length / list.length);
  return list.map((body) => {
    const event = { size, ...eventOf(flow, { ...payload, body }, request.receivedAt, values) };
    // Before the first is kept: what can't be made of one refuses all.
    newRun("", event, values);
    return event;
  });
}

function eventOf(
  flow: WebhookFlow,
  payload: WebhookPayload,
  receivedAt: number,
  values: RunValues,
): TriggerEvent {
  demandFit(flow.webhook, payload);
  const dedupe = dedupeOf(flow, payload, values);
  return { flow, source: "webhook", payload, receivedAt, dedupe };
}

/**
 * Holds a delivery against what its flow takes.
 * @throws WebhookRejection 422
 */
export function demandFit(
  { checkBody, checkQuery }: Pick<CompiledWebhook, "checkBody" | "checkQuery">,
  { body, query }: Pick<WebhookPayload, "body" | "query">,
): void {
  demand(checkBody?.(body), "body");
  if (checkQuery !== undefined) demand(checkQuery(query), "query");
}

function demand(mistakes: readonly SchemaMistake[] | undefined, part: "body" | "query"): void {
  if (mistakes === undefined || mistakes.length === 0) return;
  const message = `the ${part} does not fit the flow's schema`;
  const details = payloadMistakes(mistakes);
  throw new WebhookRejection(422, "payload_invalid", message, { details });
}

/**
 * The plain data of a request.
 * @param types what a form's fields become
 * @throws WebhookRejection when the body can't be read
 */
export function readPayload(request: WebhookRequest, types?: FormTypes): WebhookPayload {
  return {
    method: request.method,
    path: request.path,
    headers: keptHeaders(request.headers),
    query: parseForm(request.query),
    params: request.params,
    body: bodyOf(request, types),
    received_at: new Date(request.receivedAt).toISOString(),
  };
}

function bodyOf(request: WebhookRequest, types?: FormTypes): unknown {
  const { headers, body, withheld = NONE, jsonFields = NONE } = request;
  const read = parseBody(headers["content-type"], body, types);
  return withJsonTexts(withheld.length === 0 ? read : withoutFields(read, withheld), jsonFields);
}

/** Headers as a run keeps them: without the sender's credentials. */
export function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (!CREDENTIAL_HEADERS.has(name))
      kept[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  return kept;
}

/**
 * The key by which a delivery is known again; undefined where the flow has none.
 * @throws WebhookRejection 422 when it can't be made
 */
export function dedupeOf(
  { webhook }: Pick<WebhookFlow, "webhook">,
  payload: WebhookPayload,
  values: RunValues,
): TriggerEvent["dedupe"] {
  if (webhook.dedupe === undefined) return undefined;
  const { body, headers, query, params } = payload;
  try {
    const key = keyText(webhook.dedupe.key.render({ body, headers, query, params, ...values }));
    if (key !== undefined) return { key, ttlMs: webhook.dedupe.ttlMs };
    throw new WebhookRejection(422, "dedupe_key_missing", "the dedupe key is empty");
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    throw new WebhookRejection(422, "dedupe_key_missing", `the dedupe key: ${error.message}`);
  }
}

/** Whether an error says that the payload can't be used, rather than that something broke. */
export function isPayloadError(error: unknown): error is AhaflowError {
  return error instanceof AhaflowError && error.code === "concurrency_key";
}
