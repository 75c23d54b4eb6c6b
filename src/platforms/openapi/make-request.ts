/** The request of an input. */
import { createHash } from "node:crypto";
import { headerName, headerValue, refusedRequest } from "../../outgoing/request-headers.ts";
import { ACCEPTED_CODINGS } from "../../outgoing/unpack.ts";
import { type CompiledOperation, isSameName } from "./compile-operation.ts";
import type { Parameter } from "./parameters.ts";
import { headerText, type Pair, pathText, queryPairs } from "./styles.ts";
import { type WrittenBody, writeBody } from "./write-body.ts";

type Input = Readonly<Record<string, unknown>>;

/** A request before it is known what lets us in. */
export interface DocumentRequest {
  readonly method: string;
  /** Without the query. */
  readonly address: string;
  readonly query: readonly Pair[];
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly Pair[];
  readonly body: string | Buffer | undefined;
}

/** What is known of a call besides its input. */
export interface CallFacts {
  /** Where the API is. */
  readonly server: string;
  /** Header for the key that all attempts of a step share. */
  readonly idempotencyHeader: string | undefined;
  readonly idempotencyKey: string;
}

/** @throws ActionError invalid_request, with nothing of the values */
export function makeRequest(
  compiled: CompiledOperation,
  input: Input,
  { server, idempotencyHeader, idempotencyKey }: CallFacts,
): DocumentRequest {
  const { operation, parameters, body } = compiled;
  const given = parameters.filter(
    ({ key }) => Object.hasOwn(input, key) && input[key] !== undefined,
  );
  const of = (place: Parameter["in"]) => given.filter((one) => one.in === place);
  const written: WrittenBody = body === undefined ? {} : writeBody(body, input, parameters);
  const headers: Record<string, string> = {
    "user-agent": "ahaflow",
    "accept-encoding": ACCEPTED_CODINGS,
    accept: acceptedTypes(compiled),
    ...(written.type !== undefined && { "content-type": written.type }),
  };
  const filled = parameters.find(
    (one) => one.in === "header" && isSameName(one.name, idempotencyHeader),
  );
  if (idempotencyHeader !== undefined && input[filled?.key ?? ""] === undefined)
    headers[headerName(idempotencyHeader)] = keyText(idempotencyKey);
  for (const one of of("header"))
    headers[headerName(one.name)] = headerValue(one.name, headerText(one, input[one.key]));
  const address = server + filledPath(operation.path, of("path"), input);
  if (!URL.canParse(address))
    throw refusedRequest(
      "invalid_url",
      "the address of the server can't be read",
      "check server: of the connection",
    );
  return {
    method: operation.method,
    address,
    query: of("query").flatMap((one) => queryPairs(one, input[one.key])),
    headers,
    cookies: of("cookie").flatMap((one) => queryPairs(one, input[one.key])),
    body: written.body,
  };
}

function filledPath(path: string, parameters: readonly Parameter[], input: Input): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_whole, name: string) => {
    const parameter = parameters.find((one) => one.name === name);
    const text = parameter === undefined ? "" : pathText(parameter, input[parameter.key]);
    // Another address than the document's would be called.
    if (!/^\.{0,2}$/.test(text)) return text;
    throw refusedRequest(
      "invalid_path",
      `${parameter?.key ?? name} can't stand in the path of ${path}: it is empty, or leads elsewhere`,
    );
  });
}

function acceptedTypes({ answers }: CompiledOperation): string {
  const types = [...new Set(answers.all.flatMap((answer) => answer.types))];
  return types.length === 0 ? "application/json, */*;q=0.5" : types.join(", ");
}

/** Longest key that is sent as it is. */
const LONGEST_KEY = 255;

function keyText(key: string): string {
  if (key.length <= LONGEST_KEY && /^[\x21-\x7e]+$/.test(key)) return key;
  return createHash("sha256").update(key).digest("hex");
}
