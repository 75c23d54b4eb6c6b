/** An operation as an action needs it: what its input is, how that becomes a request, what it answers. */
import { isJsonObject } from "../../documents/json-object.ts";
import type { OpenapiPagination } from "../../generated/openapi.ts";
import type { JsonSchema } from "../../schemas.ts";
import { type Answers, answersOf } from "./answers.ts";
import { isCounted } from "./next-page.ts";
import type { Operation } from "./operations.ts";
import { pagedSchema } from "./pagination.ts";
import { type Parameter, parametersOf } from "./parameters.ts";
import { child, DocumentMistake, objectOf, placeOf } from "./part.ts";
import type { ReadDocument } from "./read-document.ts";
import { bodyOf, type RequestBody } from "./request-body.ts";
import { SchemaMaker } from "./schema-maker.ts";
import { serverOf } from "./servers.ts";

/** An operation that can be called. */
export interface CompiledOperation {
  readonly operation: Operation;
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly parameters: readonly Parameter[];
  readonly body: RequestBody | undefined;
  readonly answers: Answers;
  /** How its pages follow one another; undefined: each call stands for itself. */
  readonly pagination: OpenapiPagination | undefined;
  /** Its own server, where the document names one for it alone. */
  readonly server: string | undefined;
}

/** What is said of an operation beside the document. */
export interface SaidBeside {
  /** Name of a header that is filled in for every call. */
  readonly filled?: string | undefined;
  readonly pagination?: OpenapiPagination | undefined;
}

/**
 * Compiles an operation.
 * @throws DocumentMistake where the document makes no sense
 */
export function compileOperation(
  document: ReadDocument,
  operation: Operation,
  { filled, pagination }: SaidBeside = {},
): CompiledOperation {
  if (!operation.path.startsWith("/"))
    // Behind the server's address it would name another host.
    throw new DocumentMistake(`the path "${operation.path}" does not begin with /`);
  const maker = new SchemaMaker(document.files, "input");
  const parameters = parametersOf(document, operation, maker);
  for (const [, name = ""] of operation.path.matchAll(/\{([^{}]+)\}/g))
    if (!parameters.some((one) => one.in === "path" && one.name === name))
      throw new DocumentMistake(
        `the path of ${placeOf(operation.part)} has {${name}}, and no parameter of that name`,
      );
  const body = bodyOf(document, operation, parameters, maker);
  const answers = answersOf(document, operation);
  return {
    operation,
    parameters,
    body,
    answers,
    pagination,
    input: inputSchema({ parameters, body, filled, pagination, defs: maker.defs }),
    output: pagination === undefined ? outputSchema(answers) : pagedSchema(answers, pagination),
    server: serverOf(operation.part) ?? serverOf(operation.pathItem),
  };
}

interface InputParts {
  readonly parameters: readonly Parameter[];
  readonly body: RequestBody | undefined;
  readonly filled: string | undefined;
  readonly pagination: OpenapiPagination | undefined;
  readonly defs: Readonly<Record<string, JsonSchema>>;
}

function inputSchema({ parameters, body, filled, pagination, defs }: InputParts): JsonSchema {
  const asked = parameters.filter(({ name, required }) => required && !isSameName(name, filled));
  const counted =
    pagination !== undefined && isCounted(pagination) ? pagination.parameter : undefined;
  const required = [...asked.map(({ key }) => key), ...(body?.requiredFields ?? [])];
  return {
    type: "object",
    additionalProperties: body?.additional ?? false,
    required: required.filter((key) => key !== counted),
    properties: {
      ...Object.fromEntries(parameters.map(({ key, schema }) => [key, schema])),
      ...body?.properties,
    },
    ...(Object.keys(defs).length > 0 && { $defs: defs }),
  };
}

/** Whether two headers are one. */
export function isSameName(one: string, two: string | undefined): boolean {
  return one.toLowerCase() === two?.toLowerCase();
}

/** What `steps.<id>.output` holds. */
function outputSchema({ all, defs }: Answers): JsonSchema {
  const bodies = all.flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
  const different = [...new Map(bodies.map((one) => [JSON.stringify(one), one])).values()];
  const [first] = different;
  const body = different.length > 1 ? { anyOf: different } : (first ?? {});
  return {
    type: "object",
    additionalProperties: false,
    required: ["status", "headers", "body"],
    properties: {
      status: { description: "HTTP status.", type: "integer" },
      headers: {
        description: "Headers, names in small letters; set-cookie is left out.",
        type: "object",
        additionalProperties: { type: "string" },
      },
      body: isJsonObject(body) ? body : {},
      unexpected: {
        description: "What in the answer is not as the document says; left out where all is.",
        type: "array",
        items: { type: "string" },
      },
    },
    ...(Object.keys(defs).length > 0 && { $defs: defs }),
  };
}

/** What the document says of an operation in one line. */
export function summaryOf({ part, method, path }: Operation): string {
  const { summary, description } = objectOf(part);
  const texts = [summary, description].filter((text) => typeof text === "string");
  const said = texts.find((text) => text.trim() !== "") ?? `${method} ${path}`;
  const [line = ""] = said.trim().split("\n", 1);
  return line.trim();
}

/** The names of the security schemes of which one set lets us in; empty: none is asked for. */
export function securityOf(document: { readonly value: unknown }, { part }: Operation): string[][] {
  const asked = child(part, "security");
  const given =
    asked.value === undefined
      ? objectOf({ ...part, value: document.value })["security"]
      : asked.value;
  if (!Array.isArray(given)) return [];
  return given.map((one) => Object.keys(isJsonObject(one) ? one : {}));
}
