/**
 * Plays the APIs of documents: each operation answers what its document gives for an example, or a value made
 * of its schema. It remembers nothing; a request that is not as the document says is refused.
 */
import { createServer } from "node:http";
import express, { type Request } from "express";
import { answer, logCalls, type Reply, recordOf } from "../../simulator/answer.ts";
import { CallLog } from "../../simulator/call-log.ts";
import { controlApi } from "../../simulator/control-api.ts";
import { ControlError } from "../../simulator/control-error.ts";
import { type Fault, Faults } from "../../simulator/faults.ts";
import { closeServer, listen } from "../../simulator/listen.ts";
import { type PlayedPage, playPage } from "./play-pages.ts";
import type { PlayedApi, PlayedOperation } from "./played-api.ts";

/** A running simulator. */
export interface Simulator {
  /** Where it is; each API lies below the name of its connection. */
  readonly url: string;
  /** What it plays from now on. */
  play(apis: readonly PlayedApi[]): void;
  close(): Promise<void>;
}

/** Starts it. @throws AhaflowError `cannot_listen` for an address that is taken */
export async function startSimulator(port: number): Promise<Simulator> {
  const closing = new AbortController();
  const endpoints: string[] = [];
  const log = new CallLog("");
  const faults = new Faults<Fault>({
    endpoints,
    whose: [],
    checkError: () => {
      throw new ControlError("invalid", "fault: say what goes wrong with status and body");
    },
  });
  let played: readonly PlayedApi[] = [];
  const app = express().disable("x-powered-by").disable("etag");
  app.use("/_simulator", controlApi({ log, faults }));
  const json = express.json({ strict: false, limit: "50mb", type: ["json", "+json"] });
  app.use(logCalls(log), json, (req, res) => {
    const operation = operationOf(played, req);
    recordOf(res).endpoint = operation?.name ?? "unknown";
    recordOf(res).body = req.body;
    const fault = faults.take(operation?.name ?? "unknown", () => true);
    const perform = () => replyTo(operation, req);
    return answer(res, {
      log,
      closing: closing.signal,
      fault,
      spoilt: spoiltReply(fault),
      perform,
    });
  });
  const server = createServer(app);
  const url = await listen(server, "127.0.0.1", port);
  return {
    url,
    play(apis) {
      played = apis;
      const names = apis.flatMap(({ operations }) => operations.map(({ name }) => name));
      endpoints.splice(0, endpoints.length, ...names);
    },
    close() {
      closing.abort();
      return closeServer(server);
    },
  };
}

function operationOf(played: readonly PlayedApi[], req: Request): PlayedOperation | undefined {
  const [, name = "", ...rest] = req.path.split("/");
  const operations = played.find((api) => api.name === name)?.operations ?? [];
  const fitting = operations.filter(
    ({ method, path }) => method === req.method && fits(path.split("/").slice(1), rest),
  );
  // `/leads/mine` goes before `/leads/{id}`.
  return fitting.toSorted((one, two) => braces(one) - braces(two))[0];
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  if (pattern.length !== parts.length) return false;
  return pattern.every((wanted, at) => {
    const [before = "", ...others] = wanted.split(/\{[^{}]+\}/);
    const part = parts[at] ?? "";
    if (others.length === 0) return wanted === decodeURIComponent(part);
    const after = others.at(-1) ?? "";
    const isLong = part.length > before.length + after.length;
    return isLong && part.startsWith(before) && part.endsWith(after);
  });
}

function braces({ path }: PlayedOperation): number {
  return path.split("{").length;
}

function replyTo(operation: PlayedOperation | undefined, request: Request): Reply {
  const { query, body } = request;
  if (operation === undefined) return refusal(404, "the document has no such operation");
  const missing = operation.askedQuery.find((name) => !(name in query));
  if (missing !== undefined) return refusal(400, `the query lacks ${missing}`);
  const wrong = operation.wrongBody(body);
  if (wrong !== undefined) return refusal(400, wrong);
  const { status, type, body: whole } = operation.answer();
  if (type === undefined) return { status };
  const { body: answered, headers } = pageOf(operation, request, whole);
  const isText = typeof answered === "string" && !/json/i.test(type);
  return {
    status,
    headers: { "content-type": type, ...headers },
    body: isText ? answered : JSON.stringify(answered),
  };
}

function pageOf({ pagination }: PlayedOperation, request: Request, body: unknown): PlayedPage {
  if (pagination === undefined) return { body, headers: {} };
  const url = new URL(request.originalUrl, `http://${request.headers.host}`);
  return playPage(pagination, { url, body: request.body }, body);
}

function refusal(status: number, message: string): Reply {
  return { status, body: { error: { message } } };
}

function spoiltReply(fault: Fault | undefined): Reply | undefined {
  if (fault?.status === undefined && fault?.body === undefined) return undefined;
  return { status: fault.status ?? 200, body: fault.body ?? "", headers: fault.headers ?? {} };
}
