/**
 * The platform's side of the contract over HTTP. A call's way: log, body, fault, token, rate
 * limit, user, effect, answer. A fault with `after` lets the effect happen and then spoils the
 * answer; a caller that hangs up during a delay does not stop the effect, as on a real platform.
 */
import { setTimeout as delay } from "node:timers/promises";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { ApiRefusal, refusalBody, tooManyCalls } from "./api-refusal.ts";
import { type ApiRequest, readApiRequest } from "./api-request.ts";
import type { BlockDisplay } from "./block-display.ts";
import type { CallLog, CallRecord } from "./call-log.ts";
import { ENDPOINTS, type SimulatedEndpoint } from "./endpoint-names.ts";
import type { Fault, Faults } from "./faults.ts";
import { jsonBody } from "./json-body.ts";
import { normalizePhone } from "./phone.ts";
import { ROUTES } from "./routes.ts";
import type { State } from "./state.ts";

/** What the API works on. */
export interface Platform {
  readonly state: State;
  readonly display: BlockDisplay;
  readonly faults: Faults;
  readonly log: CallLog;
  /** Aborts when the simulator closes. */
  readonly closing: AbortSignal;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Adds the contract's calls to an app; every other path is answered 404. */
export function serveApi(app: Express, platform: Platform): void {
  const { log } = platform;
  app.use((req, res, next) => {
    const record = log.begin(req.method, req.originalUrl);
    res.locals["record"] = record;
    // Comes after every answer too, and does nothing then: the call has ended already.
    res.once("close", () => log.end(record, "dropped", null));
    next();
  });
  app.use(
    jsonBody("1mb", "application/json"),
    express.urlencoded({ extended: false, limit: "1mb" }),
  );
  for (const endpoint of ENDPOINTS) {
    const { method, path } = ROUTES[endpoint];
    app[method](path, (req, res) => serve(endpoint, req, res, platform));
  }
  app.use((_req: Request, res: Response) => {
    send(res, log, { status: 404, body: refusalBody("no such endpoint", 100) });
  });
  app.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    const reply = replyTo(error);
    if (reply === undefined) next(error);
    else send(res, log, reply);
  });
}

async function serve(
  endpoint: SimulatedEndpoint,
  req: Request,
  res: Response,
  platform: Platform,
): Promise<void> {
  const { state, faults, log, closing } = platform;
  const record = recordOf(res);
  record.endpoint = endpoint;
  const request = readApiRequest(req);
  record.body = request.body;
  const fault = faults.take(endpoint, request.bot, () => knownUser(request, state));
  if (fault?.delay_ms !== undefined) {
    const waited = await delay(fault.delay_ms, true, { signal: closing }).catch(() => false);
    if (!waited) return;
  }
  const spoilt = fault === undefined ? undefined : spoiltReply(fault);
  if (spoilt !== undefined && fault?.after !== true) return send(res, log, spoilt);
  const reply = perform(endpoint, request, platform);
  send(res, log, spoilt ?? reply);
}

/** What the platform does with a call, refusals included. */
function perform(
  endpoint: SimulatedEndpoint,
  request: ApiRequest,
  { state, display }: Platform,
): Reply {
  const { params, user: userId } = request;
  try {
    const bot = state.authenticate(request.bot, request.token);
    if (!bot.limiter.allow(performance.now())) throw tooManyCalls();
    const user =
      userId === undefined ? state.userByPhone(bot, params["phone"]) : state.userById(bot, userId);
    return { status: 200, body: ROUTES[endpoint].handle({ state, display, bot, user, params }) };
  } catch (error) {
    const reply = replyTo(error);
    if (reply === undefined) throw error;
    return reply;
  }
}

/** The id of the user that a call is about, where there is one already. */
function knownUser({ bot, user, params }: ApiRequest, state: State): string | undefined {
  if (user !== undefined) return user;
  const phone = normalizePhone(String(params["phone"]));
  return phone === undefined ? undefined : state.bots.get(bot)?.userByPhone(phone)?.id;
}

/** What comes instead of the answer: nothing at all, another one, or (undefined) the right one. */
function spoiltReply(fault: Fault): Reply | "dropped" | undefined {
  const { status, body, error, headers = {} } = fault;
  if (fault.drop === true) return "dropped";
  if (error !== undefined) {
    const refusal = refusalBody("a fault of the simulator", error.code, error.subcode);
    return { status: status ?? 400, body: body ?? refusal, headers };
  }
  if (status === undefined && body === undefined) return undefined;
  return { status: status ?? 200, body: body ?? "", headers };
}

/** The platform's answer to an expected failure; undefined for a bug. */
function replyTo(error: unknown): Reply | undefined {
  if (error instanceof ApiRefusal) {
    const { status, message, code, subcode, headers } = error;
    return { status, body: refusalBody(message, code, subcode), headers };
  }
  // Express marks what the caller did wrong: a body or a path that can't be read.
  const marked = error instanceof Error && "status" in error ? Number(error.status) : 500;
  const status = error instanceof SyntaxError ? 400 : marked;
  if (!(status >= 400 && status < 500)) return undefined;
  return { status, body: refusalBody("the request can't be read", 100) };
}

function send(res: Response, log: CallLog, reply: Reply | "dropped"): void {
  const record = recordOf(res);
  if (reply === "dropped") {
    log.end(record, "dropped", null);
    res.req.socket.destroy();
    return;
  }
  const { status, body, headers = {} } = reply;
  log.end(record, "answered", status);
  res.status(status).set(headers);
  if (typeof body === "string") res.send(body);
  else res.json(body);
}

function recordOf(res: Response): CallRecord {
  const record: CallRecord = res.locals["record"];
  return record;
}
