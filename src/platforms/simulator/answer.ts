/**
 * A call's way through a simulator: log, delay, effect, answer. A fault with `after` lets the effect
 * happen and then spoils the answer; a caller that hangs up during a delay does not stop the effect,
 * as on a real platform.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import type { CallLog, CallRecord } from "./call-log.ts";
import type { Fault } from "./faults.ts";

/** An answer; a text as body is sent as it is. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Writes each request down, dropped or answered.
 * @param shown an address without the token that its path has
 */
export function logCalls(log: CallLog, shown = (url: string) => url): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    const record = log.begin(req.method, shown(req.originalUrl));
    res.locals["record"] = record;
    // Comes after every answer too, and does nothing then: the call has ended already.
    res.once("close", () => log.end(record, "dropped", null));
    next();
  };
}

/** How a call is answered. */
export interface Answering {
  readonly log: CallLog;
  /** Aborts when the simulator closes. */
  readonly closing: AbortSignal;
  readonly fault: Fault | undefined;
  /** What comes instead of the right answer. */
  readonly spoilt: Reply | undefined;
  /** What the platform does with the call, refusals included. */
  readonly perform: () => Reply | Promise<Reply>;
}

/** Lets a call happen, or go wrong. */
export async function answer(
  res: Response,
  { log, closing, fault, spoilt, perform }: Answering,
): Promise<void> {
  if (fault?.delay_ms !== undefined) {
    const waited = await delay(fault.delay_ms, true, { signal: closing }).catch(() => false);
    if (!waited) return;
  }
  const instead = fault?.drop === true ? "dropped" : spoilt;
  if (instead !== undefined && fault?.after !== true) return send(res, log, instead);
  const reply = await perform();
  send(res, log, instead ?? reply);
}

/** Sends an answer, or drops the connection. */
export function send(res: Response, log: CallLog, reply: Reply | "dropped"): void {
  const record = recordOf(res);
  if (reply === "dropped") {
    log.end(record, "dropped", null);
    res.req.socket.destroy();
    return;
  }
  const { status, body, headers = {} } = reply;
  log.end(record, "answered", status);
  res.status(status).set(headers);
  if (body === undefined) res.end();
  else if (typeof body === "string") res.send(body);
  else res.json(body);
}

/** What {@link logCalls} wrote down of the request. */
export function recordOf(res: Response): CallRecord {
  const record: CallRecord = res.locals["record"];
  return record;
}
