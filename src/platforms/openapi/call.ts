/** One call of an operation. No message quotes a value, or a query, which may hold a key. */
import { ActionError } from "../../errors.ts";
import { tracedHeaders } from "../../outgoing/call-signal.ts";
import { type Answer, exchange } from "../../outgoing/exchange.ts";
import { answerFailure } from "../../outgoing/failure.ts";
import { networkFailure } from "../../outgoing/network-failure.ts";
import { Outbound } from "../../outgoing/outbound.ts";
import { agentFor } from "../../outgoing/outbound-agent.ts";
import { type ReadResponse, readResponse } from "../../outgoing/read-response.ts";
import { refusedRequest } from "../../outgoing/request-headers.ts";
import { retryAfterMs } from "../../outgoing/retry-after.ts";
import type { ActionContext } from "../action.ts";
import { OpenapiConnection } from "./client.ts";
import { type CompiledOperation, securityOf } from "./compile-operation.ts";
import { type DocumentRequest, makeRequest } from "./make-request.ts";
import { type ReadDocument, topOf } from "./read-document.ts";
import { type Entry, entryOf, lettingIn, schemeOf } from "./security.ts";
import type { OpenapiConnectionSettings } from "./settings.ts";
import { unexpectedIn } from "./unexpected.ts";

/** Largest body of an answer that is read, in bytes. */
const LARGEST_BYTES = 1024 * 1024;

/** Where calls to the simulator go, which is on this machine. */
const TO_SIMULATOR = new Outbound(["127.0.0.1"]);

/** What is called. */
export interface Called {
  readonly compiled: CompiledOperation;
  readonly document: ReadDocument;
  readonly idempotencyHeader: string | undefined;
}

/** What a step gets. */
export interface CallOutput extends ReadResponse {
  /** What is not as the document says; left out where all is. */
  readonly unexpected?: readonly string[];
}

/**
 * The request of an input.
 * @param page of the list, from 1: another page is no repeat
 * @throws ActionError for what can't be sent
 */
export function requestOf(
  { compiled, idempotencyHeader }: Called,
  input: Readonly<Record<string, unknown>>,
  context: ActionContext,
  page = 1,
): DocumentRequest {
  const { idempotencyKey: key } = context;
  const idempotencyKey = page === 1 ? key : `${key}/page-${page}`;
  const server = serverFor(compiled, context);
  return makeRequest(compiled, input, { server, idempotencyHeader, idempotencyKey });
}

/** Calls an operation. @throws ActionError */
export async function call(
  { compiled, document }: Called,
  request: DocumentRequest,
  given: ActionContext,
): Promise<CallOutput> {
  const connection = connectionOf(given);
  const { settings } = connection;
  const context = settings.isSimulated ? { ...given, outbound: TO_SIMULATOR } : given;
  const who = whom(request);
  const entries = entriesFor(compiled, document, settings);
  for (let isFirst = true; ; isFirst = false) {
    const tokens = await tokensFor(entries, connection, context);
    try {
      const answer = await send(request, lettingIn(entries, tokens), context);
      const { status, headers } = answer;
      if (isGood(status)) {
        const read = await readResponse(answer, { largestBytes: LARGEST_BYTES, who });
        return withUnexpected(read, { compiled, settings, who });
      }
      // A token may be taken back before its time: another one is asked for, once.
      if (status === 401 && isFirst && tokens.size > 0) {
        for (const [entry, token] of tokens)
          if (entry.kind === "client") connection.tokens.forget(entry.client, token);
        continue;
      }
      throw failure(status, who, {
        retryOn: settings.operations[compiled.operation.name]?.retry_on,
        retryAfter: retryAfterMs(headers["retry-after"]),
        hint: status === 401 ? credentialsHint(compiled, document, settings) : undefined,
        pause: (ms) => connection.quota.pause(ms),
      });
    } catch (error) {
      throw networkFailure(error, who, context.signal);
    }
  }
}

function connectionOf({ connection }: ActionContext): OpenapiConnection {
  if (connection instanceof OpenapiConnection) return connection;
  throw new TypeError("an operation of a document was given no connection of its own");
}

/** Where an operation is: at its own server, where everything else goes to the document's as well. */
export function serverFor({ server }: CompiledOperation, context: ActionContext): string {
  const { baseUrl, documentServer } = connectionOf(context).settings;
  return server !== undefined && baseUrl === documentServer ? server : baseUrl;
}

/** What is called, for messages. */
export function whom({ method, address }: DocumentRequest): string {
  const { host, pathname } = new URL(address);
  return `${method} ${host}${pathname}`;
}

/** What lets the call in: the first set of schemes that the connection has something for. */
function entriesFor(
  { operation }: CompiledOperation,
  document: ReadDocument,
  { auth }: OpenapiConnectionSettings,
): Entry[] {
  const top = topOf(document);
  const sets = securityOf(top, operation).filter((names) => names.length > 0);
  const chosen = sets.find((names) => names.every((name) => Object.hasOwn(auth, name))) ?? [];
  return chosen.map((name) =>
    entryOf(schemeOf(document.files, top, name), auth[name] as NonNullable<(typeof auth)[string]>),
  );
}

async function tokensFor(
  entries: readonly Entry[],
  { tokens, settings }: OpenapiConnection,
  context: ActionContext,
): Promise<ReadonlyMap<Entry, string>> {
  const found = new Map<Entry, string>();
  for (const entry of entries)
    if (entry.kind === "client")
      found.set(
        entry,
        settings.isSimulated ? "of-the-simulator" : await tokens.get(entry.client, context),
      );
  return found;
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300;
}

async function send(
  request: DocumentRequest,
  letIn: ReturnType<typeof lettingIn>,
  { outbound, signal }: ActionContext,
): Promise<Answer> {
  const { method, address, query, headers, cookies, body } = request;
  const url = new URL(address);
  if (url.username !== "" || url.password !== "")
    throw refusedRequest(
      "credentials_in_url",
      "the server's address holds a user name or password",
    );
  outbound.check(url);
  const agent = await agentFor(outbound);
  const pairs = query.map(([name, value]) => `${name}=${value}`);
  const search = [...ownQuery(url, letIn.query), ...pairs, ...letIn.query].join("&");
  const cookie = [...cookies.map(([name, value]) => `${name}=${value}`), ...letIn.cookies].join(
    "; ",
  );
  const all = { ...headers, ...letIn.headers, ...(cookie !== "" && { cookie }) };
  return exchange(
    agent,
    {
      origin: url.origin,
      path: url.pathname + (search === "" ? "" : `?${search}`),
      method,
      headers: tracedHeaders(all, signal),
      ...(body !== undefined && { body }),
    },
    { signal, who: whom(request), largestBytes: LARGEST_BYTES, isWanted: isGood },
  );
}

/**
 * What the address itself has for a query: `/orders?action=list`, or that of a next page. What lets the call in
 * is said once.
 */
function ownQuery({ search }: URL, said: readonly string[]): string[] {
  const names = new Set(said.map(nameOf));
  return search === ""
    ? []
    : search
        .slice(1)
        .split("&")
        .filter((pair) => !names.has(nameOf(pair)));
}

function nameOf(pair: string): string | undefined {
  return pair.split("=", 1)[0];
}

interface FailureFacts {
  readonly retryOn: readonly number[] | undefined;
  readonly retryAfter: number | undefined;
  readonly hint: string | undefined;
  readonly pause: (ms: number) => void;
}

function failure(status: number, who: string, facts: FailureFacts): ActionError {
  const { retryOn = [], retryAfter, hint } = facts;
  const known = answerFailure({ who, status, retryAfterMs: retryAfter, hint });
  if (known.reason === "rate_limited" && retryAfter !== undefined) facts.pause(retryAfter);
  if (!retryOn.includes(status) || known.reason === "rate_limited") return known;
  return new ActionError("unavailable", `${who} answered ${status}, which is tried again`, {
    code: known.code,
    status,
    ...(retryAfter !== undefined && { retryAfterMs: retryAfter }),
  });
}

/** What to do about a call that was not let in. */
function credentialsHint(
  { operation }: CompiledOperation,
  document: ReadDocument,
  { name, auth }: OpenapiConnectionSettings,
): string | undefined {
  const names = securityOf(topOf(document), operation).flat();
  if (names.length === 0) return undefined;
  const has = names.find((one) => Object.hasOwn(auth, one));
  return has === undefined
    ? `the connection "${name}" has nothing for it: write auth: { ${names[0]}: … }`
    : `check auth: ${has} of the connection "${name}"`;
}

interface Expectation {
  readonly compiled: CompiledOperation;
  readonly settings: OpenapiConnectionSettings;
  readonly who: string;
}

/** @throws ActionError where the connection wants answers as the document has them */
function withUnexpected(read: ReadResponse, { compiled, settings, who }: Expectation): CallOutput {
  const unexpected = unexpectedIn(compiled.answers, read);
  if (unexpected.length === 0) return read;
  if (!settings.isStrict) return { ...read, unexpected };
  throw new ActionError(
    "invalid_request",
    `${who} answered ${read.status}, and not as the document says: ${unexpected.join("; ")}`,
    { code: "unexpected_answer", status: read.status },
  );
}
