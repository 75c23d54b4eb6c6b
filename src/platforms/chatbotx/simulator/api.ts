/** ChatbotX's public API over HTTP. A call's way: log, body, fault, token, limit, effect, answer. */
import { type NextFunction, type Request, type Response, Router } from "express";
import { answer, logCalls, type Reply, recordOf, send } from "../../simulator/answer.ts";
import type { CallLog } from "../../simulator/call-log.ts";
import type { Faults } from "../../simulator/faults.ts";
import { type Call, findContact, readIdentifier } from "./call.ts";
import type { Delivery } from "./delivery.ts";
import { type ChatbotxFault, spoiltReply } from "./fault.ts";
import type { FixedWindow } from "./fixed-window.ts";
import type { Idempotency } from "./idempotency.ts";
import { readBody } from "./read-body.ts";
import { forbidden, MALFORMED, NO_ROUTE, replyTo } from "./refusal.ts";
import { ROUTES, type Route } from "./routes.ts";
import type { Access, State } from "./state.ts";

/** What the API works on. */
export interface Platform {
  readonly state: State;
  readonly delivery: Delivery;
  readonly faults: Faults<ChatbotxFault>;
  readonly log: CallLog;
  readonly idempotency: Idempotency;
  readonly workspaceLimit: FixedWindow;
  readonly addressLimit: FixedWindow;
  /** Aborts when the simulator closes. */
  readonly closing: AbortSignal;
}

/** The API's calls; every other path below it is answered as the server does: 404 in plain text. */
export function apiRouter(platform: Platform): Router {
  const { log, state } = platform;
  const router = Router();
  router.use(logCalls(log));
  // Asked by browsers, and answered without a token (ran).
  router.options("/{*path}", (_req, res) => send(res, log, { status: 204 }));
  router.head("/{*path}", (_req, res) => send(res, log, NO_ROUTE));
  router.use(readBody());
  for (const [name, route] of Object.entries(ROUTES)) {
    if (route.only !== undefined && route.only !== state.dialect) continue;
    router[route.method](route.path, (req, res) => serve(name, route, req, res, platform));
  }
  router.use((_req: Request, res: Response) => send(res, log, NO_ROUTE));
  router.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    // Express marks what the caller did wrong: a body or a path that can't be read.
    const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
    if (error instanceof SyntaxError || (status >= 400 && status < 500)) send(res, log, MALFORMED);
    else next(error);
  });
  return router;
}

async function serve(
  name: string,
  route: Route,
  req: Request,
  res: Response,
  platform: Platform,
): Promise<void> {
  const { faults, log, closing, state } = platform;
  const record = recordOf(res);
  record.endpoint = name;
  record.body = req.body;
  const fault = faults.take(name, ({ contact, workspace }) => {
    const where = knownAccess(req, state)?.workspace;
    return (
      (workspace === undefined || workspace === where?.name) &&
      (contact === undefined || contact === knownContact(req, where))
    );
  });
  await answer(res, {
    log,
    closing,
    fault,
    spoilt: fault && spoiltReply(fault),
    perform: () => perform(route, req, platform),
  });
}

/** What the server does with a call, refusals included. */
async function perform(route: Route, req: Request, platform: Platform): Promise<Reply> {
  const { state, delivery, idempotency, addressLimit, workspaceLimit } = platform;
  const { dialect } = state;
  try {
    if (dialect === "later") addressLimit.count(req.ip ?? "");
    const { workspace, token } = state.authenticate(tokenOf(req));
    if (dialect === "later") workspaceLimit.count(workspace.id);
    const isWrite = route.method !== "get";
    if (isWrite && token.permission === "read_only") throw forbidden();
    const call: Call = {
      state,
      delivery,
      workspace,
      token,
      dialect,
      params: req.params as Record<string, string>,
      query: new URL(req.originalUrl, "http://simulator").searchParams,
      body: req.body ?? {},
    };
    const key = req.get("idempotency-key");
    if (!isWrite || key === undefined || dialect !== "later") return await route.handle(call);
    const input = JSON.stringify([req.method, req.path, req.body]);
    const once = { scope: workspace.id, key, input, now: state.now() };
    return await idempotency.once(once, () => route.handle(call));
  } catch (error) {
    const reply = replyTo(error, dialect);
    if (reply === undefined) throw error;
    return reply;
  }
}

/** As the server reads it: `Bearer` to the letter (ran), or the query. */
function tokenOf(req: Request): string | undefined {
  const header = /^Bearer (.+)$/.exec(req.get("authorization") ?? "")?.[1];
  const { token } = req.query;
  return header ?? (typeof token === "string" ? token : undefined);
}

/** The workspace that a token is known for already; nothing comes into being. */
function knownAccess(req: Request, state: State): Pick<Access, "workspace"> | undefined {
  const text = tokenOf(req);
  const workspaces = [...state.workspaces.values()];
  const workspace = workspaces.find(({ tokens }) => tokens.some((token) => token.text === text));
  return workspace && { workspace };
}

function knownContact(
  req: Request,
  workspace: Access["workspace"] | undefined,
): string | undefined {
  const identifier = req.params["identifier"];
  if (workspace === undefined || typeof identifier !== "string") return undefined;
  try {
    return findContact(workspace, readIdentifier(identifier))?.id;
  } catch {
    return undefined;
  }
}
