import { promisify } from "node:util";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type Response,
} from "express";
import type { Logger } from "pino";
import { BacklogFull } from "../../engine/accept/submit.ts";
import type { RunValues } from "../../engine/walk/run-scope.ts";
import type { Catalog } from "../../flows/catalog.ts";
import type { WebhookFlow } from "../../flows/compiled-flow.ts";
import { withoutPort } from "../../ip-addresses.ts";
import type { Teller } from "../../journal/changes.ts";
import type { KeptMessages } from "../../platforms/route.ts";
import { withoutCredentials } from "../../triggers/auth/without-credentials.ts";
import { isTrial } from "../../triggers/trial.ts";
import {
  isPayloadError,
  readEntries,
  readWebhook,
  type WebhookRequest,
} from "../../triggers/webhook.ts";
import { WebhookRejection } from "../../triggers/webhook-rejection.ts";
import { bodyRefusal } from "../server/body-refusal.ts";
import { isUnkept, sendError, sendNotAllowed, sendUnkept } from "../server/error-response.ts";
import { nameRequest } from "../server/name-request.ts";
import { trustProxies } from "../server/trust-proxies.ts";
import { answerCallback, type CallbackOptions } from "./answer-callback.ts";
import { answerEntries } from "./answer-entries.ts";
import { answerGreeting } from "./answer-greeting.ts";
import { answerWebhook, type WebhookAnswerOptions } from "./answer-webhook.ts";
import { Gate } from "./gate.ts";
import { observeWebhooks } from "./observe-webhooks.ts";
import { PlatformDesk } from "./platform-desk.ts";
import type { RefusalKeeper, Refused } from "./refusal-keeper.ts";
import { notesOf } from "./request-notes.ts";
import { Turnstile, type TurnstileOptions } from "./turnstile.ts";

export interface IngressOptions
  extends CallbackOptions,
    KeptMessages,
    WebhookAnswerOptions,
    TurnstileOptions {
  /** The flows as they are now. */
  readonly catalog: () => Catalog;
  readonly values: () => RunValues;
  readonly refusals: RefusalKeeper;
  /** Largest body, in bytes. */
  readonly bodyLimit: number;
  /** Addresses and ranges of the proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Hears of each request. */
  readonly changes: Teller;
  readonly logger: Logger;
}

/** What requests pass that start a run, and what answers some of the others. */
interface Doors {
  readonly gate: Gate;
  readonly turnstile: Turnstile;
  readonly desk: PlatformDesk;
}

/** The webhook listener: what it answers 202 is kept, and what is not kept is never answered 202. */
export function createIngress(options: IngressOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", false);
  trustProxies(app, options.trustedProxies);
  const observe = observeWebhooks(options.changes);
  const readBody = promisify(express.raw({ type: () => true, limit: options.bodyLimit }));
  const doors = {
    gate: new Gate(options.values),
    turnstile: new Turnstile(options),
    desk: new PlatformDesk(options),
  };
  // One handler, not a row of them: Express's way between them counts (docs/performance.md).
  app.use(async (request, response) => {
    nameRequest(request, response);
    observe(response);
    await readBody(request, response);
    await receive(request, response, doors, options);
    keepRefusal(request, response, options);
  });
  app.use(errorHandler(options));
  return app;
}

async function receive(
  request: Request,
  response: Response,
  doors: Doors,
  options: IngressOptions,
): Promise<void> {
  const [path, query] = splitUrl(request.url);
  const { method, headers, body } = request;
  const route = options.catalog().find(method, path);
  const flow = route !== undefined && "flow" in route ? route.flow : undefined;
  const notes = notesOf(response);
  if (flow !== undefined)
    Object.assign(notes, {
      flow: flow.name,
      path: flow.webhook?.path,
      formTypes: flow.webhook?.formTypes,
    });
  const received: WebhookRequest = {
    method,
    path,
    query,
    headers,
    params: route !== undefined && "flow" in route ? route.params : {},
    body: body instanceof Uint8Array ? body : new Uint8Array(),
    receivedAt: Date.now(),
  };
  const kept = flow === undefined ? received : asKept(flow, received);
  notes.came = kept;
  if (flow === undefined && (await answerOther(received, response, doors.desk, options))) return;
  if (route === undefined)
    return sendError(response, 404, "no_such_path", "no flow listens on this path");
  if (!("flow" in route)) return sendNotAllowed(response, route.allow);
  const { webhook } = route.flow;
  const address = () => request.ip && withoutPort(request.ip);
  const greeting = await doors.gate.pass(route.flow, received, address);
  notes.received = kept;
  if (greeting !== undefined || isTrial(webhook.trials, kept))
    return answerGreeting(greeting ?? "trial", webhook, response);
  await doors.turnstile.pass(route.flow.name, received.body.length);
  // Whoever gave up waiting sends it again.
  if (response.closed) return;
  if (webhook.items !== undefined) {
    const events = readEntries(route.flow, webhook.items, kept, options.values());
    return answerEntries(events, webhook, response, options.submit);
  }
  const event = readWebhook(route.flow, kept, options.values());
  await answerWebhook(
    { size: received.body.length, ...event, flow: route.flow },
    response,
    options,
  );
}

/** A request as it is kept, and shown. */
function asKept({ webhook: { auth, jsonFields } }: WebhookFlow, received: WebhookRequest) {
  const kept = withoutCredentials(auth, received);
  return jsonFields.length === 0 ? kept : { ...kept, jsonFields };
}

/** Requests that start no run: callbacks, and those of platforms. @returns whether it was one */
async function answerOther(
  received: WebhookRequest,
  response: Response,
  desk: PlatformDesk,
  options: IngressOptions,
): Promise<boolean> {
  if (await desk.answer(received.path, received.method, response)) return true;
  return answerCallback(received, response, options);
}

function splitUrl(url: string): [string, string] {
  const at = url.indexOf("?");
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}

/** Keeps why a request was refused, if it was. */
function keepRefusal(
  request: Request,
  response: Response,
  { catalog, refusals }: IngressOptions,
): void {
  const notes = notesOf(response);
  if (notes.code === undefined) return;
  const [asked] = splitUrl(request.url);
  const route = catalog().find(request.method, asked);
  const flow = route !== undefined && "flow" in route ? route.flow : undefined;
  void refusals.keep({
    at: Date.now(),
    flow: notes.flow ?? flow?.name,
    method: request.method,
    path: notes.path ?? flow?.webhook?.path ?? asked,
    requestId: notes.requestId,
    status: response.statusCode,
    code: notes.code,
    message: notes.message ?? "",
    details: notes.details as Refused["details"],
    received: notes.received,
  });
}

function errorHandler(options: IngressOptions): ErrorRequestHandler {
  const answer = answerError(options);
  // Express tells an error handler by its four parameters.
  return (error: unknown, request, response, _next) => {
    if (response.headersSent) return response.destroy();
    answer(error, response);
    keepRefusal(request, response, options);
  };
}

function answerError({ logger, bodyLimit }: IngressOptions) {
  return (error: unknown, response: Response): void => {
    if (error instanceof WebhookRejection) {
      if (error.retryAfterS !== undefined)
        response.setHeader("Retry-After", String(error.retryAfterS));
      return sendError(response, error.status, error.code, error.message, error.details);
    }
    if (isPayloadError(error))
      return sendError(response, 422, "concurrency_key_missing", error.message);
    const refusal = bodyRefusal(error, `${bodyLimit} bytes (server.body_limit)`);
    if (refusal !== undefined)
      return sendError(response, refusal.status, refusal.code, refusal.message);
    if (error instanceof BacklogFull) return sendUnkept(response, error.message, error.code);
    const { requestId: request_id, flow } = notesOf(response);
    if (!isUnkept(error))
      logger.error({ err: error, request_id, flow }, "a webhook could not be kept");
    return sendUnkept(response, "the run could not be kept; send it again");
  };
}
