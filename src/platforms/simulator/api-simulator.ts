/** A platform over HTTP with a few calls and the common controls: faults, the call log, its state. */
import { createServer } from "node:http";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { answer, logCalls, type Reply, recordOf, send } from "./answer.ts";
import { CallLog } from "./call-log.ts";
import { controlApi } from "./control-api.ts";
import { ControlError } from "./control-error.ts";
import { type Fault, Faults } from "./faults.ts";
import { jsonBody } from "./json-body.ts";
import { closeServer, listen } from "./listen.ts";

/** One call of the platform. */
export interface SimulatedCall {
  readonly method: "get" | "post" | "put";
  /** As express has it, and below everything else. */
  readonly path: string | RegExp;
  readonly perform: (req: Request) => Reply | Promise<Reply>;
}

/** What is simulated. */
export interface SimulatedPlatform {
  /** By the names that faults have for them. */
  readonly calls: Readonly<Record<string, SimulatedCall>>;
  /** What answers a path that there is not. */
  readonly noSuchCall: Reply;
  /** An address as the call log has it, without a token. */
  readonly shown?: (url: string) => string;
  /** Everything that is there, for `GET state`. */
  readonly snapshot: () => unknown;
  /** Adds to what is there. @throws ControlError for a wrong seed */
  readonly seed: (seed: unknown) => void;
  /** Back to nothing. */
  readonly clear: () => void;
}

/** Controls and calls of a platform. */
interface Parts {
  readonly platform: SimulatedPlatform;
  readonly log: CallLog;
  readonly faults: Faults<Fault>;
  readonly closing: AbortSignal;
}

/**
 * Starts it.
 * @param seed what is there from the start, and after each reset
 * @throws AhaflowError `cannot_listen` for an address that is taken; `invalid` for a wrong seed
 */
export async function startApiSimulator(
  platform: SimulatedPlatform,
  { port = 0, seed = {} }: { readonly port?: number; readonly seed?: unknown },
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const closing = new AbortController();
  const faults = new Faults<Fault>({
    endpoints: Object.keys(platform.calls),
    whose: [],
    checkError: () => {
      throw new ControlError("invalid", "fault: write status and body in the place of error");
    },
  });
  const log = new CallLog("access_token");
  const parts = { platform, log, faults, closing: closing.signal };
  const reset = () => {
    platform.clear();
    platform.seed(seed);
  };
  const memory = { seed: platform.seed, snapshot: platform.snapshot, reset };
  platform.seed(seed);
  const app = express().disable("x-powered-by").disable("etag");
  app.use("/_simulator", controlApi({ log, faults, memory }));
  serveCalls(app, parts);
  const server = createServer(app);
  const url = await listen(server, "127.0.0.1", port);
  return {
    url,
    close: async () => {
      closing.abort();
      await closeServer(server);
    },
  };
}

function serveCalls(app: Express, parts: Parts): void {
  const { platform, log } = parts;
  app.use(logCalls(log, platform.shown), jsonBody("10mb", "application/json"));
  app.use(express.urlencoded({ extended: false }));
  for (const [name, call] of Object.entries(platform.calls))
    app[call.method](call.path, (req, res) => serve(name, call, req, res, parts));
  app.use((_req: Request, res: Response) => send(res, log, platform.noSuchCall));
  app.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (error instanceof SyntaxError) send(res, log, { status: 400, body: "the body is not JSON" });
    else next(error);
  });
}

async function serve(
  name: string,
  { perform }: SimulatedCall,
  req: Request,
  res: Response,
  { log, faults, closing }: Parts,
): Promise<void> {
  const record = recordOf(res);
  record.endpoint = name;
  record.body = req.body;
  const fault = faults.take(name, () => true);
  const spoilt = fault && spoiltReply(fault);
  await answer(res, { log, closing, fault, spoilt, perform: () => perform(req) });
}

/** What comes instead of the answer; undefined: the right one. */
function spoiltReply({ status, body, headers = {} }: Fault): Reply | undefined {
  if (status === undefined && body === undefined) return undefined;
  return { status: status ?? 200, body: body ?? "", headers };
}
