/** An operation of a document as an action; it is compiled when something asks for more than its name. */
import { foreignValidator } from "../../documents/schema-validator.ts";
import { lazily, once } from "../../lazy.ts";
import { loadUndici } from "../../outgoing/outbound-agent.ts";
import type { Action } from "../action.ts";
import { call, requestOf } from "./call.ts";
import {
  type CompiledOperation,
  compileOperation,
  isSameName,
  type SaidBeside,
  securityOf,
  summaryOf,
} from "./compile-operation.ts";
import { exampleOutput } from "./example.ts";
import type { Operation } from "./operations.ts";
import { readPages } from "./pages.ts";
import { child, DocumentMistake, entries, follow, objectOf } from "./part.ts";
import { type ReadDocument, topOf } from "./read-document.ts";
import type { OpenapiConnectionSettings } from "./settings.ts";

/** Methods of which a second call changes nothing (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]);

/** What stands in where an operation can't be compiled. */
const NOTHING = { input: {}, output: {} };

/** Makes an operation the action `CONNECTION.NAME`. */
export function actionOf(
  document: ReadDocument,
  operation: Operation,
  settings: OpenapiConnectionSettings,
): Action {
  const name = `${settings.name}.${operation.name}`;
  const { idempotency_header, pagination, reads } = settings.operations[operation.name] ?? {};
  const idempotencyHeader = idempotency_header ?? ownKeyHeader(document, operation);
  const compile = once(() =>
    compiled(document, operation, { filled: idempotencyHeader, pagination }),
  );
  const usable = (): CompiledOperation => {
    const { made, why } = compile();
    if (made === undefined) throw new TypeError(`${name} can't be used: ${why}`);
    return made;
  };
  const output = once(() => {
    const { made } = compile();
    if (made === undefined) return {};
    const examples = once(() => [exampleOutput(made)]);
    // Made when something asks for it: whoever lists a thousand actions does not.
    return Object.defineProperty({ ...made.output }, "examples", { get: examples });
  });
  return {
    name,
    connection: settings.type,
    over: settings.name,
    idempotent:
      IDEMPOTENT.has(operation.method) || reads === true || idempotencyHeader !== undefined,
    prepare: loadUndici,
    get summary() {
      return summaryOf(operation);
    },
    get unusable() {
      return compile().why;
    },
    get lacks() {
      return missingAuth(document, operation, settings);
    },
    get input() {
      return (compile().made ?? NOTHING).input;
    },
    get output() {
      return output();
    },
    checkInput: lazily(() => foreignValidator((compile().made ?? NOTHING).input)),
    async run(input, context) {
      const called = { compiled: usable(), document, idempotencyHeader };
      const given = input as Record<string, unknown>;
      if (pagination !== undefined) return readPages({ ...called, pagination }, given, context);
      return call(called, requestOf(called, given, context), context);
    },
  };
}

/** What an operation asks for, and the connection has nothing for: the call may be refused. */
function missingAuth(
  document: ReadDocument,
  operation: Operation,
  { name, auth }: OpenapiConnectionSettings,
): Action["lacks"] {
  const sets = securityOf(topOf(document), operation);
  const isThere = (scheme: string) => Object.hasOwn(auth, scheme);
  const [first] = sets;
  if (first === undefined || sets.some((schemes) => schemes.every(isThere))) return undefined;
  const missing = first.filter((scheme) => !isThere(scheme));
  return {
    rule: "missing-auth",
    message: `${name}.${operation.name} asks for ${missing.join(" and ")}, and the connection "${name}" has nothing for it`,
    hint: `write auth: { ${missing.map((scheme) => `${scheme}: …`).join(", ")} } there`,
  };
}

interface Compiled {
  readonly made?: CompiledOperation;
  /** Why it can't be used. */
  readonly why?: string;
}

function compiled(document: ReadDocument, operation: Operation, beside: SaidBeside): Compiled {
  try {
    return { made: compileOperation(document, operation, beside) };
  } catch (error) {
    if (error instanceof DocumentMistake) return { why: error.message };
    throw error;
  }
}

/** The header for a key that the document itself has. */
function ownKeyHeader({ files }: ReadDocument, { part, pathItem }: Operation): string | undefined {
  for (const holder of [part, pathItem])
    for (const [, given] of entries(child(holder, "parameters"))) {
      const { name, in: place } = objectOf(followed(files, given));
      if (place === "header" && isSameName("idempotency-key", String(name))) return String(name);
    }
  return undefined;
}

function followed(files: ReadDocument["files"], given: Parameters<typeof follow>[1]) {
  try {
    return follow(files, given);
  } catch (error) {
    // Told when the operation is compiled.
    if (error instanceof DocumentMistake) return given;
    throw error;
  }
}
