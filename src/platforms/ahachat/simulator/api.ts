/**
 * The platform's side of the contract over HTTP. A call's way: log, body, fault, token, rate
 * limit, user, effect, answer.
 */
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { answer, logCalls, type Reply, recordOf, send } from "../../simulator/answer.ts";
import type { CallLog } from "../../simulator/call-log.ts";
import type { Faults } from "../../simulator/faults.ts";
import { jsonBody } from "../../simulator/json-body.ts";
import { ApiRefusal, refusalBody, tooManyCalls } from "./api-refusal.ts";
import { type ApiRequest, readApiRequest } from "./api-request.ts";
import type { BlockDisplay } from "./block-display.ts";
import { ENDPOINTS, type SimulatedEndpoint } from "./endpoint-names.ts";
import type { AhaChatFault } from "./faults.ts";
import { normalizePhone } from "./phone.ts";
import { ROUTES } from "./routes.ts";
import type { State } from "./state.ts";

/** What the API works on. */
export interface Platform {
  readonly state: State;
  readonly display: BlockDisplay;
  readonly faults: Faults<AhaChatFault>;
  readonly log: CallLog;
  /** Aborts when the simulator closes. */
  readonly closing: AbortSignal;
}

/** Adds the contract's calls to an app; every other path is answered 404. */
export function serveApi(app: Express, platform: Platform): void {
  const { log } = platform;
  app.use(logCalls(log));
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
  const fault = faults.take(
    endpoint,
    ({ bot, user }) =>
      (bot === undefined || bot === request.bot) &&
      (user === undefined || user === knownUser(request, state)),
  );
  await answer(res, {
    log,
    closing,
    fault,
    spoilt: fault && spoiltReply(fault),
    perform: () => perform(endpoint, request, platform),
  });
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

/** What comes instead of the answer; undefined: the right one. */
function spoiltReply({ status, body, error, headers = {} }: AhaChatFault): Reply | undefined {
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
